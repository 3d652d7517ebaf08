// Compiles the kit as it is published: one file of JavaScript and one of types for each source.
import { spawnSync } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { kitDistFolder, kitFolder } from './setup/paths.mjs';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Whoever loads the kit meanwhile finds the last build until this one is whole. Errors: an Error with `errors` when
 * the sources do not compile; what is wrong was printed.
 */
export async function compileKit() {
  const unfinished = `${kitDistFolder}.${process.pid}.tmp`;
  try {
    const arguments_ = [compiler, '-p', join(kitFolder, 'tsconfig.build.json'), '--outDir', unfinished];
    const { status } = spawnSync(process.execPath, arguments_, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw Object.assign(new Error('The kit does not compile.'), { errors: [] });
    await rm(kitDistFolder, { recursive: true, force: true });
    await rename(unfinished, kitDistFolder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
