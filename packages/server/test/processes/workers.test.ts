import { databases } from '@ostiary/testkit';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openStream } from '../feed/event-stream.ts';
import { send, startWorkers, untilPrinted, type ManyWorkers, type Reply } from './many-workers.ts';

const password = 'walrus-tango-7';
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const signUp = ({ url }: ManyWorkers, email: string) =>
  send(`${url}/auth/create-user/`, { json: { email, password } });
const signIn = (
  { url }: ManyWorkers,
  email: string,
  { agent, secret = password }: { agent?: Agent; secret?: string } = {},
) => send(`${url}/auth/token/`, { json: { email, password: secret }, ...(agent && { agent }) });
const verify = ({ url }: ManyWorkers, token: string, agent?: Agent) =>
  send(`${url}/auth/token/verify/`, { json: { token }, ...(agent && { agent }) });
const kidOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: unknown }).kid;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** What is seen in a second where the database tells nothing; a test machine may be slow on top. */
async function eventually(ask: () => Promise<number[]>, expected: number): Promise<void> {
  let statuses: number[] = [];
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(20)) {
    statuses = await ask();
    if (statuses.every((status) => status === expected)) return;
  }
  expect(statuses).toEqual(statuses.map(() => expected));
}

describe.each(databases())('on $name', ({ open }) => {
  async function start(workers: number, env: Record<string, string> = {}): Promise<ManyWorkers> {
    const store = await open();
    closers.push(() => store.close());
    const many = await startWorkers(store.url, workers, env);
    closers.push(() => many.stop());
    return many;
  }

  describe.each([2, 4])('%i workers', (workers) => {
    test('count failures together', async () => {
      const many = await start(workers, { OSTIARY_RATE_LIMITS: 'on' });
      await signUp(many, 'ann@example.com');
      for (let guess = 0; guess < 5; guess++) {
        expect((await signIn(many, 'ann@example.com', { secret: `wrong-${guess}` })).status).toBe(401);
      }
      const refused = await many.everywhere(() => signIn(many, 'ann@example.com'));
      expect(refused).toEqual(Array(workers).fill(429));
    });

    test('know of each other’s sessions, keys, applications and services', async () => {
      const many = await start(workers);
      const everywhere = (ask: () => Promise<Reply>): Promise<number[]> => many.everywhere(ask);
      await signUp(many, 'ann@example.com');
      const pair = (await signIn(many, 'ann@example.com')).json<{ access: string; refresh: string }>();
      const whoAmI = () => send(`${many.url}/auth/user/`, { headers: bearer(pair.access) });
      expect(await everywhere(whoAmI)).toEqual(Array(workers).fill(200));

      await many.command('services', 'create', 'Orders', 'https://orders.example.org');
      const key = JSON.parse(await many.command('services', 'keys', 'create', 'Orders', '--json')) as {
        key: string;
      };
      const streams = await Promise.all(
        Array.from({ length: workers }, () => openStream(`${many.url}/feed/events`, bearer(key.key))),
      );
      closers.push(async () => streams.forEach((stream) => stream.close()));
      await Promise.all(streams.map((stream) => stream.next('beat')));

      // A key rotated on one verifies everywhere at once.
      await many.command('keys', 'rotate');
      await eventually(async () => {
        const later = (await signIn(many, 'ann@example.com')).json<{ access: string }>().access;
        expect(await everywhere(() => verify(many, later))).toEqual(Array(workers).fill(200));
        return [kidOf(later) === kidOf(pair.access) ? 0 : 200];
      }, 200);
      expect(await everywhere(whoAmI)).toEqual(Array(workers).fill(200));

      // A session ended on one is refused on the others, and every follower is told.
      expect(
        (await send(`${many.url}/auth/token/blacklist/`, { json: { refresh: pair.refresh } })).status,
      ).toBe(200);
      // As django-easyjwt answers whoever is not signed in any more.
      expect(await everywhere(whoAmI)).toEqual(Array(workers).fill(403));
      expect(await everywhere(() => verify(many, pair.access))).toEqual(Array(workers).fill(401));
      for (const stream of streams) {
        const told = async (): Promise<string> => JSON.stringify((await stream.next('item')).data);
        let item = await told();
        while (!item.includes('session')) item = await told();
        expect(item).toContain('session');
      }

      // A secret that was taken back, an application that is gone.
      const made = JSON.parse(
        await many.command(
          ...['applications', 'create', 'worker', '--grant-type', 'client_credentials', '--json'],
        ),
      ) as { client_id: string; client_secret: string };
      const basic = Buffer.from(`${made.client_id}:${made.client_secret}`).toString('base64');
      const grant = () =>
        send(`${many.url}/o/token/`, {
          form: { grant_type: 'client_credentials' },
          headers: { authorization: `Basic ${basic}` },
        });
      expect(await everywhere(grant)).toEqual(Array(workers).fill(200));
      await many.command('applications', 'delete', made.client_id, '--yes');
      await eventually(() => everywhere(grant), 401);
    });

    test('are replaced one by one under load, and no request is lost', async () => {
      const many = await start(workers, { OSTIARY_ROTATE_REFRESH_TOKENS: 'on' });
      await signUp(many, 'ann@example.com');
      const before = many.pids();
      expect(before).toHaveLength(workers);
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      closers.push(async () => agent.destroy());
      const lost: unknown[] = [];
      let answered = 0;
      let isOver = false;
      const visitor = async (): Promise<void> => {
        let { access, refresh } = (await signIn(many, 'ann@example.com', { agent })).json<{
          access: string;
          refresh: string;
        }>();
        while (!isOver) {
          try {
            const verified = await verify(many, access, agent);
            const next = await send(`${many.url}/auth/token/refresh/`, { json: { refresh }, agent });
            const asked = [verified, next, await verify(many, next.json<{ access: string }>().access)];
            for (const reply of asked) if (reply.status !== 200) lost.push(reply.body);
            ({ access, refresh } = next.json<{ access: string; refresh: string }>());
            answered += asked.length;
          } catch (error) {
            lost.push(error);
          }
        }
      };
      // As a load balancer does, which would turn away from all workers.
      const watcher = async (): Promise<void> => {
        while (!isOver) {
          const { status, body } = await send(`${many.url}/readyz`);
          if (status !== 200) lost.push(body);
          await sleep(10);
        }
      };
      const visitors = [...Array.from({ length: 6 }, visitor), watcher()];
      many.server.child.kill('SIGHUP');
      await untilPrinted(many.server, /every worker has been replaced/);
      await sleep(200);
      isOver = true;
      await Promise.all(visitors);
      expect(lost).toEqual([]);
      expect(answered).toBeGreaterThan(50);
      const after = many.pids();
      expect(after).toHaveLength(workers);
      expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    }, 90_000);
  });

  test('a worker that is killed is replaced, and what it had acknowledged is there', async () => {
    const many = await start(2);
    await signUp(many, 'ann@example.com');
    const { access } = (await signIn(many, 'ann@example.com')).json<{ access: string }>();
    const [first = 0, second = 0] = many.pids();
    process.kill(first, 'SIGKILL');
    await untilPrinted(many.server, /a worker has ended; it is replaced/);
    expect((await verify(many, access)).status).toBe(200);
    for (const deadline = Date.now() + 20_000; many.pids().length < 2 && Date.now() < deadline;)
      await sleep(50);
    expect(many.pids()).toHaveLength(2);
    expect(many.pids()).toContain(second);
    expect(await many.everywhere(() => verify(many, access))).toEqual([200, 200]);
  });

  test('whichever worker is scraped answers for all', async () => {
    const many = await start(2);
    for (let count = 0; count < 20; count++) await send(`${many.url}/healthz`);
    const counts = [];
    for (let scrape = 0; scrape < 4; scrape++) {
      const { body } = await send(`${many.url}/metrics`);
      counts.push(
        Number(/http_requests_total\{method="GET",route="\/healthz",status="200"\} (\d+)/.exec(body)?.[1]),
      );
    }
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThanOrEqual(20);
  });
});

describe('a server with workers', () => {
  test('ends them all when it is asked to, and says so at readyz before', async () => {
    const [dialect] = databases();
    const store = await dialect!.open();
    closers.push(() => store.close());
    const many = await startWorkers(store.url, 2, { OSTIARY_DRAIN: '2s' });
    closers.push(() => many.stop());
    const pids = many.pids();
    expect(await many.everywhere(() => send(`${many.url}/readyz`))).toEqual([200, 200]);
    const stopped = many.server.stop();
    await eventually(() => many.everywhere(() => send(`${many.url}/readyz`)), 503);
    // It still does everything else.
    expect(await many.everywhere(() => send(`${many.url}/.well-known/jwks.json`))).toEqual([200, 200]);
    expect(await stopped).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  });

  test('ends with the reason when it cannot start', async () => {
    const [dialect] = databases();
    const store = await dialect!.open();
    closers.push(() => store.close());
    const many = await startWorkers(store.url, 2);
    closers.push(() => many.stop());
    const port = new URL(many.url).port;
    const another = await dialect!.open();
    closers.push(() => another.close());
    const starting = startWorkers(another.url, 2, { OSTIARY_PORT: port });
    await expect(starting).rejects.toThrow(/in use already/);
  });
});
