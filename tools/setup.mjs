#!/usr/bin/env node
// Makes a checkout ready to run: installs what is missing, builds server and console with the argument `build` and
// compiles the kit with the argument `kit`. Plain JavaScript without dependencies, because any Node from 20 on has to run it before
// anything is installed. It costs milliseconds when there is nothing to do.
import process from 'node:process';
import { ensureBuilt } from './setup/build-if-changed.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { SetupError } from './setup/setup-error.mjs';

try {
  await ensureInstalled();
  const wanted = process.argv.slice(2);
  if (wanted.includes('build')) {
    await ensureBuilt('server');
    await ensureBuilt('console');
  }
  if (wanted.includes('kit')) await ensureBuilt('kit');
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\nOstiary could not be made ready: ${error.message}`);
  process.exitCode = 1;
}
