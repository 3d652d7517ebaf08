import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRunFolder } from './run-folder.ts';

/** No process has a number this high. */
const nobody = 4_194_305;
let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ostiary-run-folder-'));
});
afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

async function leave(name: string, agedHours: number): Promise<void> {
  await mkdir(join(parent, name));
  const seconds = Date.now() / 1000 - agedHours * 3600;
  await utimes(join(parent, name), seconds, seconds);
}

test('a run removes the old folder of a run that was killed, and nothing else', async () => {
  await leave(`ostiary-tests-${nobody}-old`, 1);
  await leave(`ostiary-tests-${nobody}-fresh`, 0);
  await leave(`ostiary-tests-${process.pid}-alive`, 1);
  await leave('somebody-elses', 1);
  const made = await makeRunFolder(parent);
  expect((await readdir(parent)).sort()).toEqual(
    [
      basename(made),
      `ostiary-tests-${nobody}-fresh`,
      `ostiary-tests-${process.pid}-alive`,
      'somebody-elses',
    ].sort(),
  );
});
