import { databases } from '@ostiary/testkit';
import { afterEach, expect, test } from 'vitest';
import { openStream } from '../../../packages/server/test/feed/event-stream.ts';
import { send, startWorkers } from '../../../packages/server/test/processes/many-workers.ts';
import {
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { startPgBouncer, type PgBouncer } from './pgbouncer.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const password = 'walrus-tango-7';

async function startPooler(isMigrated = false): Promise<PgBouncer> {
  const postgres = databases().find(({ name }) => name === 'postgres')!;
  const store = await postgres.open({ isMigrated });
  closers.push(() => store.close());
  const pooler = await startPgBouncer(store.url);
  closers.push(() => pooler.stop());
  return pooler;
}

test('everything works through PgBouncer in transaction mode, from an empty database on', async () => {
  const pooler = await startPooler();
  const many = await startWorkers(pooler.url, 2, {
    OSTIARY_DATABASE_POOLING: 'transaction',
    OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
  });
  closers.push(() => many.stop());
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

/** Which of its connections lose their statements is chance: it may start, or end, or start and fail later. */
async function outputWithoutSetting(databaseUrl: string, missing: string): Promise<string> {
  const directory = await temporaryDirectory();
  closers.push(() => directory.remove());
  const env = {
    DATABASE_URL: databaseUrl,
    OSTIARY_DATA_DIR: directory.path,
    OSTIARY_URL: 'http://localhost:8000',
  };
  let server: ServerProcess;
  try {
    server = await startServerProcess({ env });
  } catch (error) {
    return String(error);
  }
  closers.push(() => server.stop());
  for (let round = 0; round < 20 && !server.output().includes(missing); round++) {
    const signUps = Array.from({ length: 30 }, (_, index) => {
      const email = `p${String(round)}-${String(index)}@example.com`;
      return send(`${server.url}/auth/create-user/`, { json: { email, password } });
    });
    await Promise.all(signUps);
  }
  return server.output();
}

test('without the setting whatever fails says which one is missing', async () => {
  const pooler = await startPooler(true);
  const missing = 'OSTIARY_DATABASE_POOLING=transaction';
  const output = await outputWithoutSetting(pooler.url, missing);
  expect(output).toContain(missing);
  const failures = output.split('\n').filter((line) => /prepared statement/.test(line));
  expect(failures.filter((line) => !line.includes(missing))).toEqual([]);
});
