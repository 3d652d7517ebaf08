import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testInstallation, type TestInstallation } from '../command-line.fixture.ts';

let installation: TestInstallation;
let folder: string;
beforeAll(async () => {
  installation = await testInstallation();
  folder = await mkdtemp(join(tmpdir(), 'ostiary-completion-'));
  const { code, out } = await installation.run(['completion', 'bash']);
  expect(code).toBe(0);
  await writeFile(join(folder, 'ostiary.bash'), out);
  await writeFile(join(folder, 'people.csv'), '');
});
afterAll(async () => {
  await installation.remove();
  await rm(folder, { recursive: true, force: true });
});

/** What a real bash offers for this line when TAB is pressed at its end. */
function offeredFor(line: string): string[] {
  const words = line.split(' ');
  const script = `
    source ./ostiary.bash
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${words.length - 1}
    "$(complete -p ostiary | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' });
  return printed.trim().split('\n');
}

describe('completion in a real bash', () => {
  it.each([
    ['ostiary us', ['users']],
    ['ostiary users d', ['deactivate', 'delete', 'deletion']],
    ['ostiary users list --se', ['--search']],
    ['ostiary users list --json --al', ['--all']],
    ['ostiary users list --order user', ['username']],
    ['ostiary users update anna --no-ph', ['--no-phone']],
    ['ostiary blocklist re', ['remove']],
    ['ostiary completion z', ['zsh']],
    ['ostiary import peo', ['people.csv']],
    ['ostiary import dj', ['django']],
    ['ostiary import --existing s', ['skip']],
    ['ostiary import django --fr', ['--from']],
    ['ostiary import django --map peo', ['people.csv']],
    ['ostiary createsuper', ['createsuperuser']],
    ['ostiary nonsense x', ['']],
  ])('%s', (line, offered) => {
    expect(offeredFor(line)).toEqual(offered);
  });

  it('offers every noun and no flag to begin with', () => {
    const offered = offeredFor('ostiary ');
    expect(offered).toEqual(expect.arrayContaining(['users', 'roles', 'audit', 'serve', 'import']));
    expect(offered.filter((word) => word.startsWith('-'))).toEqual([]);
  });
});

describe('completion in other shells', () => {
  it.each(['zsh', 'fish'])('%s names every noun, verb and flag', async (shell) => {
    const { code, out } = await installation.run(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['users', 'deactivate', 'password-stdin', 'access-review'])
      expect(out).toContain(word);
  });

  it('refuses a shell that it does not know', async () => {
    expect(await installation.run(['completion', 'tcsh'])).toMatchObject({ code: 2, out: '' });
  });
});
