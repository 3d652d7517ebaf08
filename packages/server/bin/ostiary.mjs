#!/usr/bin/env node
// The `ostiary` command. Written so that an old Node can still read it: that one starts the Node that
// the project pins, or says how to.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';
import v8 from 'node:v8';
import { fileURLToPath } from 'node:url';

const pinnedNode = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
const bundle = new URL('../dist/main.js', import.meta.url);
const builder = new URL('../../../tools/setup/build-if-changed.mjs', import.meta.url);

/** By then a server has started. */
const settledAfterMs = 3_000;

function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 18);
}

function runOnPinnedNode() {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

/**
 * Starting makes much that is thrown away. V8 would take room for it (the young generation doubles each time), which
 * it keeps for as long as the process lives; what is served later finds room by itself.
 */
function startSmall() {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  setTimeout(() => v8.setFlagsFromString('--semi-space-growth-factor=2'), settledAfterMs).unref();
}

/** Keeps what V8 compiled beside the bundle, so that the next start does not compile it again. */
function keepCompiledCode() {
  // Absent before Node 22; does nothing where the folder cannot be written to.
  module.enableCompileCache?.(fileURLToPath(new URL('.compiled', bundle)));
  const flush = () => module.flushCompileCache?.();
  // Not while the server is starting, and not only at the end, which a killed process does not reach.
  setTimeout(flush, settledAfterMs).unref();
}

async function run() {
  if (!existsSync(bundle)) {
    if (!existsSync(builder)) throw new Error('The server is not built: run `npm run build` first.');
    const { ensureBuilt } = await import(builder.href);
    await ensureBuilt();
  }
  keepCompiledCode();
  startSmall();
  await import(bundle.href);
}

if (!isTooOld()) {
  await run();
} else if (existsSync(pinnedNode)) {
  runOnPinnedNode();
} else {
  console.error(
    `Ostiary needs Node 22.18 or newer and this is ${process.version}. Run \`npx ostiary …\` in the project after \`npm ci\`: it brings the right one.`,
  );
  process.exitCode = 1;
}
