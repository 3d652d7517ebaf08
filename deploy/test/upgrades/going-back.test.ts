import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { providePreviousRelease, type PreviousRelease } from './previous-release.ts';

const person = {
  username: 'ada',
  first_name: 'Ada',
  last_name: 'Lovelace',
  password: 'engine-no-1-difference',
};

let previous: PreviousRelease;
beforeAll(async () => {
  previous = await providePreviousRelease();
  await previous.build();
});
afterAll(() => previous.remove());

let directory: { path: string; remove(): Promise<void> };
let env: Record<string, string>;
const running = new Set<ServerProcess>();
beforeEach(async () => {
  directory = await temporaryDirectory();
  env = { OSTIARY_DATA_DIR: directory.path };
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
  await directory.remove();
});

async function serve<T>(isPrevious: boolean, work: (server: ServerProcess) => Promise<T>): Promise<T> {
  const program = previous.resolve('packages/server/bin/ostiary.mjs');
  const server = await startServerProcess(
    isPrevious ? { program, env: { ...env, OSTIARY_WORKERS: undefined } } : { env },
  );
  running.add(server);
  const result = await work(server);
  await server.stop();
  running.delete(server);
  return result;
}

const signUp = (server: ServerProcess, name: string) =>
  postJson(`${server.url}/user-signup/`, { ...person, username: name, email: `${name}@example.com` });
const signIn = async (server: ServerProcess, name: string): Promise<number> => {
  const credentials = { email: `${name}@example.com`, password: person.password };
  return (await postJson(`${server.url}/auth/token/`, credentials)).status;
};

test('the copy that an upgrade makes is all that the previous release needs to go on', async () => {
  await serve(true, async (server) => expect((await signUp(server, 'ada')).status).toBeLessThan(300));
  const upgraded = await runOstiary(['upgrade'], env);
  expect(upgraded.code, upgraded.output).toBe(0);
  await serve(false, async (server) => {
    expect(await signIn(server, 'ada')).toBe(200);
    expect((await signUp(server, 'bob')).status).toBeLessThan(300);
  });
  const [copy = ''] = await readdir(join(directory.path, 'backups'));
  const restored = await runOstiary(['restore', join(directory.path, 'backups', copy), '--yes'], env);
  expect(restored.code, restored.output).toBe(0);
  await serve(true, async (server) => {
    expect(await signIn(server, 'ada')).toBe(200);
    // Who came after the copy was made is in the database that was replaced.
    expect(await signIn(server, 'bob')).toBe(401);
  });
  // And forward once more.
  await serve(false, async (server) => expect(await signIn(server, 'ada')).toBe(200));
});
