import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type ServerEntry = typeof import('./server-entry.ts');

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The server's own source as a module. Node runs no `.tsx` and knows no import alias outside its package,
 * so it is bundled first; packages stay outside, which is why the bundle lies where they are found.
 */
export async function loadServer(): Promise<ServerEntry> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tools/reference/server-entry.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    packages: 'external',
    // Source of this repository, for which Node's own loader has no rules.
    alias: {
      '@ostiary/contract': join(root, 'packages/contract/src/index.ts'),
      '@ostiary/contract/client': join(root, 'packages/contract/src/client/index.ts'),
    },
    logLevel: 'warning',
  });
  const folder = await mkdtemp(join(root, 'node_modules', '.ostiary-reference-'));
  try {
    const file = join(folder, 'server.mjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    return (await import(pathToFileURL(file).href)) as ServerEntry;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
