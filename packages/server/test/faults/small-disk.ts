import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/server-process.ts';

/** A file system of a few megabytes that only those see who are started in it. */
export interface SmallDisk {
  /** For them. */
  path: string;
  /** A line for bash that starts `"$@"` there. */
  shell: string;
  /** Takes whatever room is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** Where a user may have no namespaces of their own, root has them anyway. */
const ways = [['--user', '--map-root-user', '--mount'], ['--mount']];

async function holdNamespace(way: readonly string[], path: string, mebibytes: number): Promise<number> {
  const script = `mount -t tmpfs -o size=${String(mebibytes)}m,mode=700 none "$1" && echo mounted && exec sleep infinity`;
  const child = spawn('unshare', [...way, 'bash', '-c', script, 'bash', path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const mounted = new Promise<boolean>((resolve) => {
    child.stdout.on('data', () => resolve(printed.includes('mounted')));
    child.once('error', (error) => {
      printed += String(error);
      resolve(false);
    });
    child.once('exit', () => resolve(false));
  });
  if (await mounted) return child.pid ?? 0;
  throw new Error(`unshare ${way.join(' ')}: ${printed}`);
}

/** Throws where there is no way to have one: a test that needs it must not pass without. */
export async function openSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const folder = await temporaryDirectory();
  const path = join(folder.path, 'small');
  await mkdir(path);
  const failures: string[] = [];
  for (const way of ways) {
    const pid = await holdNamespace(way, path, mebibytes).catch(
      (error: unknown) => void failures.push(String(error)),
    );
    if (pid !== undefined) return smallDisk({ pid, path, folder, hasUser: way.includes('--user') });
  }
  throw new Error(`No small file system can be mounted here:\n${failures.join('\n')}`);
}

interface Held {
  pid: number;
  path: string;
  folder: { remove(): Promise<void> };
  hasUser: boolean;
}

function smallDisk({ pid, path, folder, hasUser }: Held): SmallDisk {
  const enter = `nsenter --target ${String(pid)} ${hasUser ? '--user --preserve-credentials ' : ''}--mount`;
  // Seen from outside.
  const ballast = join(`/proc/${String(pid)}/root`, path, 'ballast');
  return {
    path,
    shell: `exec ${enter} "$@"`,
    async fill() {
      for (const size of [65_536, 4_096, 512]) {
        const chunk = Buffer.alloc(size);
        for (;;) {
          const isWritten = await writeFile(ballast, chunk, { flag: 'a' }).then(
            () => true,
            (error: NodeJS.ErrnoException) => {
              if (error.code !== 'ENOSPC') throw error;
              return false;
            },
          );
          if (!isWritten) break;
        }
      }
    },
    clear: () => rm(ballast, { force: true }),
    async remove() {
      process.kill(pid, 'SIGKILL');
      for (;;) {
        try {
          process.kill(pid, 0);
        } catch {
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await folder.remove();
    },
  };
}
