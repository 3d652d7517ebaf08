import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { consoleDistFolder, distFolder, kitDistFolder, root } from './paths.mjs';
import { asWriteError, SetupError } from './setup-error.mjs';

/** What is built, from what, and what shows that it was. */
const targets = {
  server: {
    name: 'the server',
    folder: distFolder,
    result: 'main.js',
    inputs: [
      'packages/contract/src',
      'packages/contract/package.json',
      'packages/server/src',
      'packages/server/migrations',
      'packages/server/package.json',
      'package-lock.json',
      'tools/build.mjs',
    ],
    make: async () => (await import('../build.mjs')).bundle(),
  },
  console: {
    name: 'the console',
    folder: consoleDistFolder,
    result: 'index.html',
    inputs: [
      'packages/contract/src/client',
      'packages/console/src',
      'packages/console/index.html',
      'packages/console/package.json',
      'packages/console/vite.config.ts',
      'package-lock.json',
      'tools/build-console.mjs',
    ],
    make: async () => (await import('../build-console.mjs')).buildConsole(),
  },
  kit: {
    name: 'the kit',
    folder: kitDistFolder,
    result: 'index.js',
    inputs: [
      'packages/sdk/src',
      'packages/sdk/package.json',
      'packages/sdk/tsconfig.build.json',
      'package-lock.json',
      'tools/build-kit.mjs',
    ],
    make: async () => (await import('../build-kit.mjs')).compileKit(),
  },
};

const stampOf = ({ folder }) => join(folder, '.stamp.json');

function listFiles(path, found = []) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path).sort()) listFiles(join(path, name), found);
  } else if (stats && !/\.test\.tsx?$/.test(path)) {
    found.push({ path, mark: `${path.slice(root.length)} ${stats.mtimeMs} ${stats.size}\n` });
  }
  return found;
}

/** Cheap: names, sizes and times. Differs after a fresh checkout even when nothing changed. */
function quickHash(files) {
  return createHash('sha256')
    .update(files.map((file) => file.mark).join(''))
    .digest('hex');
}

function contentHash(files) {
  const hash = createHash('sha256');
  for (const { path } of files) hash.update(`${path.slice(root.length)}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

function readStamp(target) {
  try {
    const isThere = existsSync(join(target.folder, target.result));
    return isThere ? JSON.parse(readFileSync(stampOf(target), 'utf8')) : {};
  } catch {
    return {};
  }
}

function isUpToDate(target) {
  const files = listInputs(target);
  const stamp = readStamp(target);
  const quick = quickHash(files);
  if (stamp.quick === quick) return true;
  const content = contentHash(files);
  if (stamp.content !== content) return false;
  try {
    writeFileSync(stampOf(target), JSON.stringify({ quick, content }));
  } catch {
    // Read-only, but up to date: the next start compares contents again.
  }
  return true;
}

async function build(target) {
  // Taken before the build: what changes while it runs is built the next time.
  const files = listInputs(target);
  const stamp = JSON.stringify({ quick: quickHash(files), content: contentHash(files) });
  try {
    await target.make();
    writeFileSync(stampOf(target), stamp);
  } catch (error) {
    if (Array.isArray(error?.errors)) throw new SetupError('the build failed; its messages are above.');
    throw asWriteError(error, target.folder);
  }
}

function listInputs({ inputs }) {
  return inputs.flatMap((input) => listFiles(join(root, input)));
}

/**
 * Builds the `server`, the `console` or the `kit` unless its sources are those of the last build.
 * Errors: SetupError with what to do about it.
 */
export async function ensureBuilt(what = 'server') {
  const target = targets[what];
  if (isUpToDate(target)) return;
  await withLock(`build-${what}`, async () => {
    if (isUpToDate(target)) return;
    const startedAt = Date.now();
    await build(target);
    console.error(`Built ${target.name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  });
}
