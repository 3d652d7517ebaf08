// Builds the administrator's console, with what is sent compressed already.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { consoleDistFolder, consoleFolder } from './setup/paths.mjs';

const compressions = {
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gz: (text) => promisify(gzip)(text, { level: 9 }),
};

async function compressAll(folder) {
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name));
    for (const [ending, compress] of Object.entries(compressions)) {
      await writeFile(join(folder, `${name}.${ending}`), await compress(text));
    }
  }
}

/** Whoever serves the console meanwhile finds the last build until this one is whole. */
export async function buildConsole() {
  const unfinished = `${consoleDistFolder}.${process.pid}.tmp`;
  try {
    await build({
      root: consoleFolder,
      logLevel: 'warn',
      build: { outDir: unfinished, emptyOutDir: true },
    });
    await compressAll(join(unfinished, 'assets'));
    await rm(consoleDistFolder, { recursive: true, force: true });
    await rename(unfinished, consoleDistFolder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
