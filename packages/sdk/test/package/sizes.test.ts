import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src', import.meta.url));
const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

/** A program for runtimes that know web standards alone: an import of Node's would not be found. */
async function bundled(contents: string): Promise<{ kibibytes: number; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    ...{ bundle: true, minify: true, write: false, metafile: true },
    ...{ format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'error' },
  });
  const text = outputFiles[0]?.contents ?? '';
  return {
    kibibytes: gzipSync(text, { level: 9 }).byteLength / 1024,
    inputs: Object.keys(metafile.inputs).filter((path) => path !== '<stdin>'),
  };
}

/** What is stated, minified and compressed: bounds in KiB, and the words of the README that say so. */
const stated = [
  ['the verifier', "export * from './verifier/verifier.ts'", 10],
  ['verifier, feed and guards', "export { createOstiary, createGuards } from './index.ts'", 26],
  ['all of the entry point', "export * from './index.ts'", 38],
  ['the browser client', "export * from './browser/index.ts'", 3],
] as const;

describe.each(stated)('%s', (name, program, bound) => {
  it(`is at most ${bound} KiB, which the README says`, async () => {
    const { kibibytes } = await bundled(program);
    expect(kibibytes).toBeLessThanOrEqual(bound);
    // So that what is said does not fall behind either.
    expect(kibibytes).toBeGreaterThan(bound * 0.75);
    expect((await readFile(readme, 'utf8')).replaceAll(/\s+/g, ' ')).toContain(`${name}: ${bound} KiB`);
  });
});

it('a page that has the browser client has nothing else of the kit', async () => {
  const { inputs } = await bundled("export * from './browser/index.ts'");
  expect(inputs.filter((path) => !path.includes('sdk/src/browser/'))).toEqual([]);
});
