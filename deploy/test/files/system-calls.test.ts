import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postJson, startServerProcess } from '../../../packages/server/test/support/server-process.ts';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { findFirstProcess } from '../image/in-root.ts';
import { readDeployFile } from '../support/deploy-files.ts';
import { analyze } from '../support/systemd-analyze.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-calls-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The system calls of one of systemd's groups, groups in it included. */
async function callsOf(name: string): Promise<string[]> {
  if (!name.startsWith('@')) return [name];
  const { output } = await analyze('syscall-filter', '--no-pager', name);
  const [, ...lines] = output.split('\n').map((line) => line.trim());
  const members = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return (await Promise.all(members.map(callsOf))).flat();
}

/** What the unit lets through: each of its lines adds to what those before allow, or takes away with `~`. */
async function allowedCalls(): Promise<Set<string>> {
  const allowed = new Set<string>();
  for (const [, text = ''] of (await readDeployFile('systemd/ostiary.service')).matchAll(
    /^SystemCallFilter=(.*)$/gm,
  )) {
    const calls = await Promise.all(text.replace('~', '').split(' ').map(callsOf));
    for (const call of calls.flat()) {
      if (text.startsWith('~')) allowed.delete(call);
      else allowed.add(call);
    }
  }
  return allowed;
}

test('the unit allows every system call that a server at work makes', async () => {
  const { find } = await provideDebianPrograms({ packages: ['strace'] });
  const summary = join(folder, 'calls');
  const server = await startServerProcess({
    env: { OSTIARY_DATA_DIR: join(folder, 'data'), OSTIARY_WORKERS: '2' },
    shell: `exec "${find('strace')}" -f -qq -c -o "${summary}" "$@"`,
  });
  const account = { username: 'ada', email: 'ada@example.com', password: 'engine-no-1-difference' };
  const names = { first_name: 'Ada', last_name: 'Lovelace' };
  expect((await postJson(`${server.url}/user-signup/`, { ...account, ...names })).status).toBe(201);
  expect((await postJson(`${server.url}/auth/token/`, account)).status).toBe(200);
  // The server itself, not the one who watches it.
  const ended = once(server.child, 'exit');
  process.kill(await findFirstProcess(server.child), 'SIGTERM');
  await ended;

  const lines = (await readFile(summary, 'utf8')).split('\n').slice(2);
  const made = lines
    .map((line) => line.trim().split(/\s+/).at(-1) ?? '')
    .filter((name) => /^[a-z]/.test(name));
  expect(made).toContain('accept4');
  const allowed = await allowedCalls();
  // Root's alone: SQLite gives new files to the owner of the database.
  const expected = process.getuid?.() === 0 ? ['fchown', 'total'] : ['total'];
  expect(made.filter((name) => !allowed.has(name) && !expected.includes(name))).toEqual([]);
});
