#!/usr/bin/env node
// Puts a server that is ready to run into a folder of its own, for an image or for /opt: `node tools/release.mjs FOLDER`.
import { resolve } from 'node:path';
import process from 'node:process';
import { makeRelease } from './release/make-release.mjs';
import { ensureBuilt } from './setup/build-if-changed.mjs';
import { SetupError } from './setup/setup-error.mjs';

const [folder] = process.argv.slice(2);
try {
  if (folder === undefined) throw new SetupError('say into which folder: node tools/release.mjs FOLDER');
  await ensureBuilt('server');
  await ensureBuilt('console');
  await makeRelease(resolve(folder));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
