import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { problem, type Problem } from './config.problems.ts';

export function secretsPath(directory: string): string {
  return join(directory, 'secrets.json');
}

/** Makes the data directory (0700) when it is missing, and proves that it can be written. */
export function prepareDataDirectory(directory: string): Problem[] {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    const message = `The data directory ${directory} cannot be used (${reasonOf(error)}).`;
    return [problem('CFG-E014', 'OSTIARY_DATA_DIR', message)];
  }
}

/** Whether users other than the owner may read it. Always false on Windows, which has no such modes. */
export function isReadableByOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o044) !== 0;
}

export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EEXIST: 'it is a file, not a directory',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
};

/** Why a file operation failed, in words. */
export function reasonOf(error: unknown): string {
  const code = errorCodeOf(error);
  return reasons[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
