import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const checkout = fileURLToPath(new URL('../../../', import.meta.url));
export const deployFolder = join(checkout, 'deploy');

export function readDeployFile(path: string): Promise<string> {
  return readFile(join(deployFolder, path), 'utf8');
}

/** Runs a program to its end. Never rejects: what a checker complains of is for the test to show. */
export async function runChecker(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string; errors: string }> {
  const [file = '', ...args] = argv;
  try {
    const options = { env: { ...process.env, ...env }, cwd: checkout, maxBuffer: 16 * 1024 * 1024 };
    const { stdout, stderr } = await promisify(execFile)(file, args, options);
    return { code: 0, output: stdout, errors: stderr };
  } catch (error) {
    const {
      code,
      stdout = '',
      stderr = String(error),
    } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, output: stdout, errors: stderr };
  }
}

/** Seconds of a duration such as `10s`. */
export function secondsOf(text: string): number {
  const [, number] = /^(\d+)s$/.exec(text) ?? [];
  if (number === undefined) throw new Error(`${text} is no duration in seconds.`);
  return Number(number);
}
