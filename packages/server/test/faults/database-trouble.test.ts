import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databases, type TestDatabase } from '@ostiary/testkit';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type Answer,
  type ServerProcess,
} from '../support/server-process.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

const password = 'correct-horse-7-battery';
let data: { path: string; remove(): Promise<void> };
let server: ServerProcess | undefined;

beforeEach(async () => {
  data = await temporaryDirectory();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(server?.output());
  await server?.kill();
  server = undefined;
  await data.remove();
});

function openPostgres(): Promise<TestDatabase> {
  const postgres = databases().find((dialect) => dialect.name === 'postgres');
  if (!postgres) throw new Error('PostgreSQL is always among the test databases');
  return postgres.open();
}

function signUp(email: string): Promise<Answer> {
  return postJson(`${server?.url ?? ''}/auth/create-user/`, { email, password });
}

function signIn(email: string): Promise<Answer> {
  return postJson(`${server?.url ?? ''}/auth/token/`, { email, password });
}

function sqliteFile(): string {
  const file = join(data.path, 'ostiary.sqlite');
  if (!existsSync(file)) throw new Error(`There is no ${file}`);
  return file;
}

/** The token API's shape, a hint when to come back, and nothing of what went wrong inside. */
function expectUnavailable(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(Object.keys(answer.body)).toEqual(['detail']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(answer.body)).not.toMatch(/sqlite|postgres|econn|\bat \/|node_modules/i);
}

describe('a SQLite database that another process keeps locked', () => {
  it(
    'makes writes answer 503 while reads go on, and is used again once free',
    { timeout: 40_000 },
    async () => {
      server = await startServerProcess({ env: { OSTIARY_DATA_DIR: data.path } });
      await signUp('before@lock.test');
      const { body } = await signIn('before@lock.test');
      const holder = new SqliteDatabase(sqliteFile());
      holder.exec('begin immediate');
      const blocked = signUp('during@lock.test');
      const verified = await postJson(`${server.url}/auth/token/verify/`, { token: body['access'] });
      expect(verified.status).toBe(200);
      expectUnavailable(await blocked);
      holder.exec('rollback');
      holder.close();
      expect((await signUp('during@lock.test')).status).toBe(201);
    },
  );
});

describe('a disk that is full', () => {
  it(
    'refuses what it cannot keep, loses nothing it acknowledged, and lives on',
    { timeout: 60_000 },
    async () => {
      // Files of this process may not grow past 1 MiB: what a full disk looks like to SQLite, without root.
      server = await startServerProcess({
        env: { OSTIARY_DATA_DIR: data.path },
        shell: `trap '' XFSZ; ulimit -f 1024; exec "$@"`,
      });
      const acknowledged: string[] = [];
      let refused: Answer | undefined;
      for (let index = 0; index < 2_000 && !refused; index++) {
        const email = `person${String(index)}@full.test`;
        const answer = await signUp(email);
        if (answer.status === 201) acknowledged.push(email);
        else refused = answer;
      }
      if (!refused) throw new Error('The disk never filled up');
      expectUnavailable(refused);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await server.kill();

      server = await startServerProcess({ env: { OSTIARY_DATA_DIR: data.path } });
      for (const email of acknowledged.slice(-20)) expect((await signIn(email)).status, email).toBe(200);
      expect((await signUp('after@full.test')).status).toBe(201);
    },
  );
});

describe('a PostgreSQL server that goes away', () => {
  it('makes requests answer 503, and is used again as soon as it is back', { timeout: 60_000 }, async () => {
    const postgres = await openPostgres();
    const url = new URL(postgres.url);
    const wire = await startTcpProxy(Number(url.port));
    url.port = String(wire.port);
    server = await startServerProcess({ env: { OSTIARY_DATA_DIR: data.path, DATABASE_URL: url.href } });
    expect((await signUp('before@gone.test')).status).toBe(201);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    await wire.cut();
    expectUnavailable(await signUp('during@gone.test'));
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    await wire.join();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await signIn('before@gone.test')).status).toBe(200);
    expect((await signUp('during@gone.test')).status).toBe(201);
    await server.kill();
    await wire.cut();
    await postgres.close();
  });
});
