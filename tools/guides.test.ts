import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const guides = join(root, 'docs/guides');
const cache = join(root, '.cache');

/** The TypeScript of a guide, each block as a file: named by the comment in its first line, or by its number. */
function blocksOf(markdown: string): Map<string, string> {
  const blocks = [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  return new Map(
    blocks.map((code, index) => [/^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? `block-${index + 1}.ts`, code]),
  );
}

beforeAll(() => promisify(execFile)(process.execPath, [join(root, 'tools/setup.mjs'), 'kit']), 120_000);

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** What the compiler has against these files, on the kit as it is published. */
async function problemsOf(files: ReadonlyMap<string, string>): Promise<string[]> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'guide-'));
  folders.push(folder);
  const paths = await Promise.all(
    [...files].map(async ([name, code]) => {
      await writeFile(join(folder, name), code);
      return join(folder, name);
    }),
  );
  const program = ts.createProgram(paths, {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ['node'],
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const names = (await readdir(guides)).filter((name) => name.endsWith('.md'));
const documents = [...names.map((name) => `docs/guides/${name}`), 'packages/sdk/README.md'];
const withCode = (
  await Promise.all(
    documents.map(async (name) => ({ name, blocks: blocksOf(await readFile(join(root, name), 'utf8')) })),
  )
).filter(({ blocks }) => blocks.size > 0);

test('there are guides with TypeScript in them', () => {
  expect(withCode.map(({ name }) => name)).toContain('docs/guides/let-people-into-your-service.md');
});

test.each(withCode)('the code of $name compiles', { timeout: 60_000 }, async ({ blocks }) => {
  expect(await problemsOf(blocks)).toEqual([]);
});

test('code that does not compile is noticed', { timeout: 60_000 }, async () => {
  const wrong = "import { createOstiary } from '@ostiary/sdk';\ncreateOstiary({ url: 7 });\n";
  expect(await problemsOf(new Map([['wrong.ts', wrong]]))).not.toEqual([]);
});
