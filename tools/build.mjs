// Bundles the server: a few files load several times faster than the thousands they are made of.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { distFolder, serverFolder } from './setup/paths.mjs';

/** Packages that carry native code, or that read files beside their own. */
const external = [
  'better-sqlite3',
  '@node-rs/*',
  'pg-native',
  '@scalar/fastify-api-reference',
  'pino-pretty',
  // Optional, and there only because tools for development need it: what is built must not depend on those.
  'supports-color',
];

/** What CommonJS code inside the bundle expects to find. */
const banner = `import { createRequire as __createRequire } from 'node:module';
import { dirname as __directoryOf } from 'node:path';
import { fileURLToPath as __pathOf } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __pathOf(import.meta.url);
const __dirname = __directoryOf(__filename);`;

const entryPoints = [
  'src/main.ts',
  'src/modules/passwords/hashing/hash-worker.ts',
  'src/platform/db/sqlite/checkpoint-worker.ts',
]
  .map((path) => join(serverFolder, path))
  .filter((path) => existsSync(path));

/** A running server may still want to load a part of the last bundle. */
const keepOldPartsMs = 24 * 60 * 60 * 1000;

export const buildOptions = {
  entryPoints,
  entryNames: '[name]',
  chunkNames: 'part-[name]-[hash]',
  outdir: distFolder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  sourcesContent: false,
  // Its text stays in memory; the maps lead back to the source.
  minifyWhitespace: true,
  external,
  banner: { js: banner },
  logLevel: 'warning',
  write: false,
};

/** Entry points last: whoever starts meanwhile finds either the old bundle or the new one. */
function inWritingOrder(files) {
  const isPart = (file) => basename(file.path).startsWith('part-');
  return [...files.filter(isPart), ...files.filter((file) => !isPart(file))];
}

async function replaceFile(path, contents) {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

async function removeOldParts(current) {
  const names = new Set(current.map((file) => basename(file.path)));
  for (const name of await readdir(distFolder)) {
    if (!name.startsWith('part-') || names.has(name)) continue;
    const path = join(distFolder, name);
    if (Date.now() - (await stat(path)).mtimeMs > keepOldPartsMs) await rm(path, { force: true });
  }
}

/** Puts what esbuild made into `packages/server/dist`. */
export async function writeBundle(files) {
  await mkdir(distFolder, { recursive: true });
  for (const file of inWritingOrder(files)) await replaceFile(file.path, file.contents);
  await removeOldParts(files);
  // What the old bundle compiled to.
  await rm(join(distFolder, '.compiled'), { recursive: true, force: true });
}

export async function bundle() {
  const { outputFiles } = await esbuild.build(buildOptions);
  await writeBundle(outputFiles);
}
