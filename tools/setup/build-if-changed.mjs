import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { distFolder, root } from './paths.mjs';
import { asWriteError, SetupError } from './setup-error.mjs';

const stampFile = join(distFolder, '.stamp.json');
const inputs = [
  'packages/contract/src',
  'packages/contract/package.json',
  'packages/server/src',
  'packages/server/migrations',
  'packages/server/package.json',
  'package-lock.json',
  'tools/build.mjs',
];

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

function readStamp() {
  try {
    return existsSync(join(distFolder, 'main.js')) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  } catch {
    return {};
  }
}

function isUpToDate(files) {
  const stamp = readStamp();
  const quick = quickHash(files);
  if (stamp.quick === quick) return true;
  const content = contentHash(files);
  if (stamp.content !== content) return false;
  try {
    writeFileSync(stampFile, JSON.stringify({ quick, content }));
  } catch {
    // Read-only, but up to date: the next start compares contents again.
  }
  return true;
}

async function build() {
  // Taken before the build: what changes while it runs is built the next time.
  const files = listInputs();
  const stamp = JSON.stringify({ quick: quickHash(files), content: contentHash(files) });
  try {
    const { bundle } = await import('../build.mjs');
    await bundle();
    writeFileSync(stampFile, stamp);
  } catch (error) {
    if (Array.isArray(error?.errors)) throw new SetupError('the build failed; its messages are above.');
    throw asWriteError(error, distFolder);
  }
}

function listInputs() {
  return inputs.flatMap((input) => listFiles(join(root, input)));
}

/**
 * Bundles the server unless its sources are those of the last bundle.
 * Errors: SetupError with what to do about it.
 */
export async function ensureBuilt() {
  if (isUpToDate(listInputs())) return;
  await withLock('build', async () => {
    if (isUpToDate(listInputs())) return;
    const startedAt = Date.now();
    await build();
    console.error(`Built the server in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  });
}
