import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'ostiary-tests-';
/** A folder this long untouched is nobody's, even if its owner's number means nothing here (containers). */
const abandonedAfterMs = 10 * 60 * 1000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isAbandoned(parent: string, name: string): Promise<boolean> {
  if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) return false;
  const found = await stat(join(parent, name)).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs;
}

/** Removes what runs left behind that were killed outright. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!(await isAbandoned(parent, name))) continue;
    // Another account's is not ours to remove.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A folder for one test run: gone when this process ends, or, if it is killed, with a later run. */
export async function makeRunFolder(parent: string): Promise<string> {
  await sweep(parent);
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  // An interrupted run does not come to its teardown.
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
