import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { randomSecret } from '#platform/random.ts';
import { problem, type Problem } from './config.problems.ts';
import { errorCodeOf, isReadableByOthers, reasonOf, secretsPath } from './data-directory.ts';

export interface DevelopmentSecrets {
  /** Null when there is an error among the problems. */
  master: string | null;
  /** Absolute path of the file. */
  path: string;
  isNew: boolean;
  problems: Problem[];
}

/**
 * The master key of a development installation: made once, 256 bits, in a file that only its owner can
 * read. The file appears complete or not at all, so two processes that start at once agree on one key.
 */
export function developmentSecrets(directory: string): DevelopmentSecrets {
  const path = secretsPath(directory);
  try {
    const isNew = writeOnce(path, `${JSON.stringify({ OSTIARY_SECRET: randomSecret() }, null, 2)}\n`);
    const master = masterIn(readFileSync(path, 'utf8'));
    if (master === null) {
      const message = `${path} does not hold an OSTIARY_SECRET of 32 characters or more.`;
      return { master, path, isNew, problems: [problem('CFG-E015', 'OSTIARY_SECRET', message)] };
    }
    return { master, path, isNew, problems: secretsPermissions(directory) };
  } catch (error) {
    const isWriting = errorCodeOf(error) !== undefined && !fileExists(path);
    const problems = isWriting
      ? [
          problem(
            'CFG-E014',
            'OSTIARY_DATA_DIR',
            `The data directory ${directory} cannot be used (${reasonOf(error)}).`,
          ),
        ]
      : [problem('CFG-E015', 'OSTIARY_SECRET', `${path} cannot be read (${reasonOf(error)}).`)];
    return { master: null, path, isNew: false, problems };
  }
}

/** Warnings about a directory or secrets file that others on the machine can read. */
export function secretsPermissions(directory: string): Problem[] {
  return [secretsPath(directory)]
    .filter(isReadableByOthers)
    .map((path) => problem('CFG-W005', 'OSTIARY_DATA_DIR', `Other users can read ${path}.`));
}

function fileExists(path: string): boolean {
  try {
    closeSync(openSync(path, 'r'));
    return true;
  } catch (error) {
    return errorCodeOf(error) !== 'ENOENT';
  }
}

/** False when the file is there already. Linking a finished file is atomic and never replaces one. */
function writeOnce(path: string, content: string): boolean {
  if (fileExists(path)) return false;
  const draft = `${path}.${randomSecret()}`;
  try {
    writeDurably(draft, content);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    // File systems without hard links: exclusive creation is the next best thing.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCodeOf(error) ?? '')) throw error;
    writeDurably(path, content);
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function masterIn(json: string): string | null {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null || !('OSTIARY_SECRET' in parsed)) return null;
    const master = parsed.OSTIARY_SECRET;
    return typeof master === 'string' && master.length >= 32 ? master : null;
  } catch {
    return null;
  }
}
