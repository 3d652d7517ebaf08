import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { canPin, serverCores } from './processes.ts';

const baseline = fileURLToPath(new URL('../baseline/hash-loop.ts', import.meta.url));

/** What the hash of a sign-in alone allows on the server's core. */
export async function hashesAlone(seconds: number): Promise<{ perSecond: number; perCpuSecond: number }> {
  const argv = [process.execPath, baseline, String(seconds * 1000)];
  if (canPin) argv.unshift('taskset', '-c', serverCores);
  const [file = '', ...args] = argv;
  const { stdout } = await promisify(execFile)(file, args);
  const [perSecond = Number.NaN, perCpuSecond = Number.NaN] = stdout.trim().split(' ').map(Number);
  return { perSecond, perCpuSecond };
}
