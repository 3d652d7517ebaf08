import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../release.mjs', import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [script, ...args]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-release-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a release', () => {
  test('is a server that needs nothing of the checkout', { timeout: 120_000 }, async () => {
    await run(folder);
    const bin = join(folder, 'packages/server/bin/ostiary.mjs');
    const env = { OSTIARY_DATA_DIR: join(folder, 'data') };
    // Needs the database's native code, which is not in the bundle.
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'migrate'], { env, cwd: folder });
    expect(stdout).toMatch(/0001_/);
  });

  test('is not mixed with what is there already', async () => {
    await writeFile(join(folder, 'mine'), '');
    await expect(run(folder)).rejects.toThrow('is not empty');
  });

  test('asks where to', async () => {
    await expect(run()).rejects.toThrow('FOLDER');
  });
});
