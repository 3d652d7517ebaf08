import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { contentsOfPostgres, contentsOfSqlite } from './both-ends.ts';
import { lightLoad, password, type LightLoad } from './light-load.ts';

const [, postgres] = databases();
const bin = fileURLToPath(new URL('../../bin/ostiary.mjs', import.meta.url));

let data: { path: string; remove(): Promise<void> };
let target: TestDatabase;
let servers: ServerProcess[];
beforeEach(async () => {
  data = await temporaryDirectory();
  if (!postgres) throw new Error('No PostgreSQL');
  target = await postgres.open({ isMigrated: false });
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  await target.close();
  await data.remove();
});

const file = (): string => join(data.path, 'ostiary.sqlite');
const move = (...flags: string[]) =>
  runOstiary(['move', '--to', target.url, ...flags], { OSTIARY_DATA_DIR: data.path });

async function serve(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess({
    env: { OSTIARY_DATA_DIR: data.path, OSTIARY_ROTATE_REFRESH_TOKENS: 'on', ...env },
  });
  servers.push(server);
  return server;
}

async function expectSameContents(): Promise<void> {
  const moved = await contentsOfPostgres(target.url);
  const left = contentsOfSqlite(file());
  expect(Object.keys(moved)).toEqual(Object.keys(left));
  for (const [table, rows] of Object.entries(left)) expect(moved[table], table).toEqual(rows);
}

/** Everything that was acknowledged is true of a server. */
async function expectKept({ url }: ServerProcess, { people, signedOut }: LightLoad): Promise<void> {
  const statusOf = async (path: string, body: object): Promise<number> =>
    (await postJson(`${url}${path}`, body)).status;
  const certain = people.filter(({ isUncertain }) => !isUncertain);
  expect(certain.length).toBeGreaterThan(5);
  expect(signedOut.length).toBeGreaterThan(0);
  for (const { refresh, email } of certain)
    expect(await statusOf('/auth/token/refresh/', { refresh }), email).toBe(200);
  for (const refresh of signedOut) expect(await statusOf('/auth/token/refresh/', { refresh })).toBe(401);
  for (const { email } of people)
    expect(await statusOf('/auth/token/', { email, password }), email).toBe(200);
}

describe('a move to PostgreSQL', () => {
  it(
    'takes everything that was acknowledged along while a server is in use',
    { timeout: 180_000 },
    async () => {
      const before = await serve();
      const load = lightLoad(before.url, 'live');
      await sleep(2_500);
      const { code, output } = await move();
      await sleep(300);
      await load.stop();
      expect({ code, output }).toEqual({
        code: 0,
        output: expect.stringContaining('proven equal') as string,
      });
      await expectSameContents();
      // The old server refuses, and says so; nothing else ever went wrong.
      expect([...new Set(load.refused)]).toEqual([503]);
      const late = await postJson(`${before.url}/auth/create-user/`, { email: 'late@move.test', password });
      expect(late.status).toBe(503);
      expect((await fetch(`${before.url}/readyz`)).status).toBe(503);
      await before.stop();
      // Nor does any command begin to work on the file again.
      const again = await runOstiary(['users', 'list'], { OSTIARY_DATA_DIR: data.path });
      expect(again).toMatchObject({
        code: 1,
        output: expect.stringContaining('was moved to PostgreSQL') as string,
      });

      const after = await serve({ DATABASE_URL: target.url });
      await expectKept(after, load);
      const env = { OSTIARY_DATA_DIR: data.path, DATABASE_URL: target.url };
      expect(await runOstiary(['audit', 'verify'], env)).toMatchObject({ code: 0 });
    },
  );

  it('goes on where it was killed, and ends the same', { timeout: 180_000 }, async () => {
    const before = await serve();
    const load = lightLoad(before.url, 'killed');
    await sleep(1_500);
    for (const afterMs of [250, 450, 650, 850, 1_050, 1_250]) {
      const child = spawn(process.execPath, [bin, 'move', '--to', target.url], {
        env: { PATH: process.env['PATH'] ?? '', OSTIARY_DATA_DIR: data.path },
        cwd: tmpdir(),
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      await Promise.race([ended, sleep(afterMs)]);
      child.kill('SIGKILL');
      await ended;
    }
    await load.stop();
    const { code, output } = await move();
    // One of those that were to be killed may have been through.
    if (code !== 0) expect(output).toContain('was moved already');
    await expectSameContents();
    await before.stop();
    await expectKept(await serve({ DATABASE_URL: target.url }), load);
  });

  it('can be taken back until somebody uses the target', { timeout: 120_000 }, async () => {
    const env = { OSTIARY_DATA_DIR: data.path };
    const create = (name: string, more: Record<string, string> = {}) =>
      runOstiary(['users', 'create', '--username', name, '--without-password'], { ...env, ...more });
    await create('anna');
    expect(await move('--dry-run')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Nothing was done') as string,
    });
    expect(await move()).toMatchObject({ code: 0 });
    expect(await create('berta')).toMatchObject({ code: 1 });
    expect(await move('--undo')).toMatchObject({ code: 0 });
    expect(await create('berta')).toMatchObject({ code: 0 });
    // The half that is there is used by nobody, and filled up by the next move.
    const early = await create('carla', { DATABASE_URL: target.url });
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining('is not through') as string });
    expect(await move()).toMatchObject({ code: 0 });
    await expectSameContents();
    expect(await create('carla', { DATABASE_URL: target.url })).toMatchObject({ code: 0 });
    expect(await move('--undo')).toMatchObject({
      code: 1,
      output: expect.stringContaining('in use') as string,
    });
  });

  it('goes to no database that holds anything', { timeout: 60_000 }, async () => {
    await runOstiary(['migrate'], { OSTIARY_DATA_DIR: data.path });
    await target.database.migrate();
    expect(await move()).toMatchObject({ code: 1, output: expect.stringContaining('not empty') as string });
    expect(await move('--dry-run')).toMatchObject({ code: 1 });
    expect(await runOstiary(['users', 'list'], { OSTIARY_DATA_DIR: data.path })).toMatchObject({ code: 0 });
  });
});
