import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type ServerEntry = typeof import('./server-entry.ts');

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the contract exports, by the names under which others import it. */
async function contractParts(): Promise<Record<string, string>> {
  const folder = join(root, 'packages/contract');
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const { name, exports } = JSON.parse(text) as { name: string; exports: Record<string, string> };
  return Object.fromEntries(
    Object.entries(exports).map(([part, file]) => [name + part.slice(1), join(folder, file)]),
  );
}

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
    alias: await contractParts(),
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
