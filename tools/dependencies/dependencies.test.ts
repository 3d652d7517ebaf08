import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reviewPackages } from './packages.ts';
import { readBill } from './read-bill.ts';
import { renderReview } from './render-review.ts';
import { findObjections, isAccepted } from './rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('no package that runs in production has an install script or a licence nobody agreed to', async () => {
  const packages = await reviewPackages(root);
  expect(packages.length).toBeGreaterThan(200);
  expect(findObjections(packages)).toEqual([]);
});

test('npm is told to run no install script', async () => {
  expect(await readFile(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('the review that is written down is of the packages that the lock file names', async () => {
  const text = await readFile(join(root, 'docs/security/dependencies.md'), 'utf8');
  const [, table = ''] = text.split('## Every package');
  const written = [...table.matchAll(/^\| (?<name>\S+) +\| (?<version>\d\S*) +\|/gm)]
    .map(({ groups }) => `${groups?.['name']}@${groups?.['version']}`)
    .sort();
  const { components } = await readBill();
  const wanted = components.map((one) => one['bom-ref']).filter((name) => !name.startsWith('@ostiary/'));
  expect(written).toEqual(wanted.sort());
});

describe('a package', () => {
  const fine = { name: 'fine', version: '1.0.0', licence: 'MIT', installScripts: [] };

  test('with an install script is objected to', () => {
    expect(findObjections([fine, { ...fine, installScripts: ['postinstall'] }])).toEqual([
      'fine@1.0.0 has an install script: postinstall',
    ]);
  });

  test.each(['AGPL-3.0', 'MIT AND GPL-3.0', '', '(MIT OR (GPL-2.0 AND MIT))'])(
    'under "%s" is objected to',
    (licence) => {
      expect(isAccepted(licence)).toBe(false);
      expect(findObjections([{ ...fine, licence }])).toHaveLength(1);
    },
  );

  test.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'])('under "%s" is welcome', (licence) => {
    expect(isAccepted(licence)).toBe(true);
  });
});

describe('of an installed package', () => {
  /** A tree in which one package of the bill is put as a test wants it. */
  async function reviewOf(manifest: object, files: Record<string, string>) {
    const tree = await mkdtemp(join(tmpdir(), 'ostiary-packages-'));
    onTestFinished(() => rm(tree, { recursive: true }));
    const folder = join(tree, 'node_modules/jose');
    await mkdir(join(folder, 'node_modules/inner'), { recursive: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'node_modules/inner/large.js'), 'x'.repeat(5000));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return (await reviewPackages(tree)).find(({ name }) => name === 'jose')!;
  }

  test('the size is that of its own files', async () => {
    const { bytes, isInstalled } = await reviewOf({}, { 'a.js': 'x'.repeat(100) });
    expect({ bytes, isInstalled }).toEqual({ bytes: 102, isInstalled: true });
  });

  test('scripts are seen, and what npm would compile without being told', async () => {
    expect((await reviewOf({ scripts: { postinstall: 'node a.js', test: '' } }, {})).installScripts).toEqual([
      'postinstall',
    ]);
    expect((await reviewOf({}, { 'binding.gyp': '{}' })).installScripts).toEqual(['node-gyp (implied)']);
    expect((await reviewOf({ gypfile: false }, { 'binding.gyp': '{}' })).installScripts).toEqual([]);
  });

  test('native code and people are counted', async () => {
    const people = { author: 'Ada <a@example.org>', contributors: [{ name: 'ada' }, 'Grace (of the navy)'] };
    const reviewed = await reviewOf(people, { 'fast.node': '' });
    expect(reviewed).toMatchObject({ nativeFiles: ['fast.node'], people: 2 });
    const text = renderReview([reviewed], { date: '2026-01-02', system: 'linux-x64' });
    expect(text).toContain('| jose | ');
    expect(text).toContain('fast.node');
  });
});
