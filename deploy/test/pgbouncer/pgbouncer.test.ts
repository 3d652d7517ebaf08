import { databases } from '@ostiary/testkit';
import { afterEach, expect, test } from 'vitest';
import { openStream } from '../../../packages/server/test/feed/event-stream.ts';
import { send, startWorkers } from '../../../packages/server/test/processes/many-workers.ts';
import { startPgBouncer } from './pgbouncer.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const password = 'walrus-tango-7';

async function startBehindPooler(env: Record<string, string>, isMigrated = false) {
  const postgres = databases().find(({ name }) => name === 'postgres')!;
  const store = await postgres.open({ isMigrated });
  closers.push(() => store.close());
  const pooler = await startPgBouncer(store.url);
  closers.push(() => pooler.stop());
  const many = await startWorkers(pooler.url, 2, env);
  closers.push(() => many.stop());
  return many;
}

test('everything works through PgBouncer in transaction mode, from an empty database on', async () => {
  const many = await startBehindPooler({
    OSTIARY_DATABASE_POOLING: 'transaction',
    OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
  });
  const { url } = many;
  await many.command('services', 'create', 'Orders', 'https://orders.example.org');
  const made = await many.command('services', 'keys', 'create', 'Orders', '--json');
  const { key } = JSON.parse(made) as { key: string };
  const stream = await openStream(`${url}/feed/events`, { authorization: `Bearer ${key}` });
  closers.push(async () => stream.close());
  await stream.next('beat');

  // Many at once, on three connections of the pooler.
  const people = Array.from({ length: 30 }, (_, index) => `person-${String(index)}@example.com`);
  const visits = people.map(async (email) => {
    const statuses: number[] = [];
    statuses.push((await send(`${url}/auth/create-user/`, { json: { email, password } })).status);
    let pair = (await send(`${url}/auth/token/`, { json: { email, password } })).json<{
      access: string;
      refresh: string;
    }>();
    for (let round = 0; round < 5; round++) {
      const next = await send(`${url}/auth/token/refresh/`, { json: { refresh: pair.refresh } });
      const verified = await send(`${url}/auth/token/verify/`, { json: { token: pair.access } });
      statuses.push(next.status, verified.status);
      pair = next.json<{ access: string; refresh: string }>();
    }
    const out = await send(`${url}/auth/token/blacklist/`, { json: { refresh: pair.refresh } });
    const after = await send(`${url}/auth/token/verify/`, { json: { token: pair.access } });
    return { statuses, out: out.status, after: after.status };
  });
  for (const { statuses, out, after } of await Promise.all(visits)) {
    expect(statuses[0]).toBe(201);
    expect(new Set(statuses.slice(1))).toEqual(new Set([200]));
    expect([out, after]).toEqual([200, 401]);
  }
  // Told although nobody can listen through the pooler.
  expect(JSON.stringify((await stream.next('item')).data)).toContain('user');

  // Only one of many uses the same refresh token; the others get the same successor.
  const email = 'person-0@example.com';
  const { refresh } = (await send(`${url}/auth/token/`, { json: { email, password } })).json();
  const raced = await Promise.all(
    Array.from({ length: 12 }, () => send(`${url}/auth/token/refresh/`, { json: { refresh } })),
  );
  expect(new Set(raced.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(raced.map((reply) => reply.json()['refresh'])).size).toBe(1);
  expect(many.server.output()).not.toMatch(/"level":50/);
});

test('without the setting the log says which one is missing', async () => {
  const many = await startBehindPooler({}, true);
  const signUps = Array.from({ length: 30 }, (_, index) =>
    send(`${many.url}/auth/create-user/`, { json: { email: `p${String(index)}@example.com`, password } }),
  );
  const statuses = (await Promise.all(signUps)).map(({ status }) => status);
  expect(statuses).toContain(500);
  expect(many.server.output()).toContain('OSTIARY_DATABASE_POOLING=transaction');
});
