import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { checkout } from '../support/deploy-files.ts';

async function git(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: checkout, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

const names = (list: string): string[] => list.split('\0').filter((name) => name !== '');

/** A clone of this repository, with what was changed here and is not committed yet. */
export async function cloneRepository(): Promise<{ directory: string; remove(): Promise<void> }> {
  const top = await mkdtemp(join(tmpdir(), 'ostiary-newcomer-'));
  const directory = join(top, 'ostiary');
  await git('clone', '--quiet', checkout, directory);
  const changed = names(await git('diff', '--name-only', '-z', 'HEAD'));
  const added = names(await git('ls-files', '--others', '--exclude-standard', '-z'));
  for (const name of [...changed, ...added]) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await copyFile(join(checkout, name), join(directory, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return rm(join(directory, name), { force: true });
    });
  }
  return { directory, remove: () => rm(top, { recursive: true, force: true }) };
}

/** The environment of somebody at this machine: its own Node, and nothing of the run of these tests. */
export function environmentOfTheMachine(): Record<string, string> {
  const isOurs = (name: string): boolean =>
    /^(npm_|OSTIARY_|VITEST|NODE_|COOKIE_|DATABASE_URL$|INIT_CWD$|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/i.test(
      name,
    );
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !isOurs(name));
  const folders = (process.env['PATH'] ?? '').split(':');
  const path = folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder)).join(':');
  return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: path };
}
