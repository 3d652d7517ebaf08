import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** Names in the bill of materials that lies in a release. */
async function readBill(release: string): Promise<string[]> {
  const text = await readFile(join(release, 'sbom.cdx.json'), 'utf8');
  return (JSON.parse(text) as { components: { name: string }[] }).components.map(({ name }) => name);
}

/** Packages that are in a release as folders. */
async function shippedPackages(release: string): Promise<string[]> {
  const found = await readdir(join(release, 'node_modules'), { recursive: true });
  return found
    .filter((path) => /^(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path))
    .map((path) => path.replace('/package.json', ''));
}

describe('a release', () => {
  test('is a server that needs nothing of the checkout', { timeout: 120_000 }, async () => {
    await run(folder);
    const bin = join(folder, 'packages/server/bin/ostiary.mjs');
    const env = { OSTIARY_DATA_DIR: join(folder, 'data') };
    // Needs the database's native code, which is not in the bundle.
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'migrate'], { env, cwd: folder });
    expect(stdout).toMatch(/0001_/);

    const listed = await readBill(folder);
    expect(listed).toContain('jose');
    expect(await shippedPackages(folder)).toContain('better-sqlite3');
    for (const name of await shippedPackages(folder)) expect(listed).toContain(name);
  });

  test('is not mixed with what is there already', async () => {
    await writeFile(join(folder, 'mine'), '');
    await expect(run(folder)).rejects.toThrow('is not empty');
  });

  test('asks where to', async () => {
    await expect(run()).rejects.toThrow('FOLDER');
  });
});
