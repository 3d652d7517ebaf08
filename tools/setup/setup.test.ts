import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const realRoot = fileURLToPath(new URL('../..', import.meta.url));
let root: string;

interface Outcome {
  code: number;
  output: string;
}

function run(...command: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    // From another folder, as the tools must not depend on the working directory.
    execFile(process.execPath, command, { cwd: tmpdir() }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
      resolve({ code, output: stdout + stderr });
    });
  });
}

/** A checkout with our tools and nothing to install but a link to its own package. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ostiary set-up '));
  await cp(join(realRoot, 'tools/setup'), join(root, 'tools/setup'), { recursive: true });
  for (const file of ['tools/setup.mjs', 'tools/build.mjs']) await cp(join(realRoot, file), join(root, file));
  await mkdir(join(root, 'packages/server/src'), { recursive: true });
  const checkout = { name: 'checkout', version: '1.0.0', type: 'module', workspaces: ['packages/*'] };
  const server = { name: 'server', version: '1.0.0', type: 'module' };
  const link = { resolved: 'packages/server', link: true };
  const packages = { '': checkout, 'packages/server': server, 'node_modules/server': link };
  await writeFile(join(root, 'package.json'), JSON.stringify(checkout));
  await writeFile(join(root, 'packages/server/package.json'), JSON.stringify(server));
  await writeFile(
    join(root, 'package-lock.json'),
    JSON.stringify({ ...checkout, lockfileVersion: 3, requires: true, packages }),
  );
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('installing', () => {
  const setup = (): Promise<Outcome> => run(join(root, 'tools/setup.mjs'));

  async function changeDescription(change: object): Promise<void> {
    const file = join(root, 'package.json');
    const description = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...description, ...change }));
  }

  test('happens once, and again only for other packages', { timeout: 60_000 }, async () => {
    expect(await setup()).toMatchObject({ code: 0, output: expect.stringContaining('Installed') as string });
    expect(await setup()).toEqual({ code: 0, output: '' });
    await changeDescription({ scripts: { hello: 'echo hello' } });
    expect(await setup()).toEqual({ code: 0, output: '' });
  });

  test('is done by one of two runs while the other waits', { timeout: 60_000 }, async () => {
    const outcomes = await Promise.all([setup(), setup()]);
    expect(outcomes.map((outcome) => outcome.code)).toEqual([0, 0]);
    expect(outcomes.filter((outcome) => outcome.output.includes('Installed'))).toHaveLength(1);
  });

  test('goes on after a run that was killed while it held the lock', { timeout: 60_000 }, async () => {
    await mkdir(join(root, '.cache'));
    // No process has a number this high.
    await writeFile(join(root, '.cache/install.lock'), '4194305');
    expect((await setup()).code).toBe(0);
    expect(await readdir(join(root, '.cache'))).toEqual([]);
  });

  test('says what to do when the lock file is not of these packages', { timeout: 60_000 }, async () => {
    await changeDescription({ dependencies: { other: 'file:packages/server' } });
    const { code, output } = await setup();
    expect(code).toBe(1);
    expect(output).toContain('Run `npm install` and commit the lock file');
  });
});

describe('building', () => {
  const main = (): string => join(root, 'packages/server/src/main.ts');
  const bundle = (): string => join(root, 'packages/server/dist/main.js');
  const script = 'import(process.argv[1]).then((module) => module.ensureBuilt())';
  const build = (): Promise<Outcome> => run('-e', script, join(root, 'tools/setup/build-if-changed.mjs'));

  beforeEach(async () => {
    await symlink(join(realRoot, 'node_modules'), join(root, 'node_modules'));
    await writeFile(main(), "console.log('first');\n");
  });

  test('makes a bundle that runs', async () => {
    expect(await build()).toMatchObject({ code: 0, output: expect.stringContaining('Built') as string });
    expect(await run(bundle())).toEqual({ code: 0, output: 'first\n' });
  });

  test('happens again only when a source says something else', async () => {
    await build();
    expect((await build()).output).toBe('');
    await utimes(main(), 1, 1);
    expect((await build()).output).toBe('');
    await writeFile(join(root, 'packages/server/src/main.test.ts'), 'export {};\n');
    expect((await build()).output).toBe('');
    await writeFile(main(), "console.log('second');\n");
    expect((await build()).output).toContain('Built');
    expect((await run(bundle())).output).toBe('second\n');
  });

  test('leaves the last bundle alone when the sources do not compile', async () => {
    await build();
    const before = await stat(bundle());
    await writeFile(main(), 'console.log(\n');
    expect((await build()).code).not.toBe(0);
    expect((await stat(bundle())).mtimeMs).toBe(before.mtimeMs);
  });
});
