#!/usr/bin/env node
// Rebuilds the server whenever a source changes and starts it again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { buildOptions, writeBundle } from './build.mjs';
import { serverFolder } from './setup/paths.mjs';

const command = join(serverFolder, 'bin', 'ostiary.mjs');
const arguments_ = process.argv.length > 2 ? process.argv.slice(2) : ['serve'];
let server;

async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

async function restart() {
  await stopServer();
  server = spawn(process.execPath, [command, ...arguments_], { stdio: 'inherit' });
  server.once('exit', (code) => {
    if (code) console.error(`The server ended with code ${code}; waiting for a change.`);
  });
}

const restartPlugin = {
  name: 'restart',
  setup(build) {
    build.onEnd(async ({ errors, outputFiles }) => {
      if (errors.length > 0) return;
      await writeBundle(outputFiles);
      await restart();
    });
  },
};

const context = await esbuild.context({ ...buildOptions, plugins: [restartPlugin] });
await context.watch();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await context.dispose();
    await stopServer();
    process.exit(0);
  });
}
