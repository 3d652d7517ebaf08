import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

it('is at most 3 KiB of a page, minified and compressed, with nothing else in it', async () => {
  const entry = fileURLToPath(new URL('../../src/browser/index.ts', import.meta.url));
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    ...{ bundle: true, minify: true, write: false, metafile: true },
    ...{ format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'error' },
  });
  expect(Object.keys(metafile.inputs).filter((path) => !path.includes('sdk/src/browser/'))).toEqual([]);
  expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength).toBeLessThanOrEqual(3 * 1024);
});
