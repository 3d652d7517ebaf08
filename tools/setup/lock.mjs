import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';
import { asWriteError, errorCode } from './setup-error.mjs';

const folder = join(root, '.cache');
const retryMs = 100;
/** A lock without a readable owner is in the making for this long, and abandoned after. */
const unreadableGraceMs = 5_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function readOwner(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAbandoned(file) {
  const owner = readOwner(file);
  if (owner !== undefined) return !isAlive(owner);
  try {
    return Date.now() - statSync(file).mtimeMs > unreadableGraceMs;
  } catch {
    return false;
  }
}

function tryToTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw asWriteError(error, folder);
  }
}

function clearAbandoned(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Somebody else may have cleared it first and taken it: then it is given back.
  if (!isAbandoned(aside)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** Runs `work` while no other process on this checkout runs work under the same name. */
export async function withLock(name, work) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw asWriteError(error, root);
  }
  const file = join(folder, `${name}.lock`);
  for (let attempt = 0; !tryToTake(file); attempt++) {
    if (attempt === 10) console.error(`Waiting for another run that is busy with the same (${name}) …`);
    if (isAbandoned(file)) clearAbandoned(file);
    else await sleep(retryMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
