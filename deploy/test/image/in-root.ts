import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Mount {
  /** A file or folder of this machine, or `tmpfs` for an empty one in memory. */
  from: string;
  to: string;
}

export interface RootOptions {
  argv: readonly string[];
  env?: Record<string, string>;
  workdir?: string;
  /** `uid:gid`. */
  user?: string;
  mounts?: readonly Mount[];
  isReadOnly?: boolean;
}

/**
 * Runs a program with a folder as its whole file system, in mount and process namespaces of its own: there it is
 * process 1, and what is mounted for it is gone with it.
 */
const script = `
root=$1 user=$2 workdir=$3 readonly=$4 mounts=$5
shift 5
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
while [ "$mounts" -gt 0 ]; do
  if [ "$1" = tmpfs ]; then mount -t tmpfs -o mode=1777 tmpfs "$root$2"; else mount --bind "$1" "$root$2"; fi
  shift 2
  mounts=$((mounts - 1))
done
if [ "$readonly" = yes ]; then mount -o remount,bind,ro "$root"; fi
exec chroot --userspec="$user" --groups="\${user#*:}" "$root" env -i -C "$workdir" "$@"
`;

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function argvFor(root: string, options: RootOptions): string[] {
  const { argv, env = {}, workdir = '/', user = '0:0', mounts = [], isReadOnly = false } = options;
  const pairs = Object.entries({ PATH: searchPath, ...env }).map(([name, value]) => `${name}=${value}`);
  const places = mounts.flatMap(({ from, to }) => [from, to]);
  const settings = [root, user, workdir, isReadOnly ? 'yes' : 'no', String(mounts.length)];
  return ['sh', '-euc', script, 'sh', ...settings, ...places, ...pairs, ...argv];
}

/** Errors: Error when this is not root, which mounting needs. */
export function startInRoot(root: string, options: RootOptions): { child: ChildProcess; output(): string } {
  if (process.getuid?.() !== 0) throw new Error('Building an image without a container engine needs root.');
  const flags = ['--mount', '--pid', '--fork', '--propagation', 'private', '--'];
  const child = spawn('unshare', [...flags, ...argvFor(root, options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  return { child, output: () => printed };
}

/** Errors: Error with all it printed when it fails. */
export async function runInRoot(root: string, options: RootOptions): Promise<string> {
  const { child, output } = startInRoot(root, options);
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${options.argv.join(' ')} failed:\n${output()}`);
  return output();
}

/**
 * The number that this machine knows process 1 of a namespace by: the only child of the one that made it.
 * Errors: Error when that has ended already.
 */
export async function findFirstProcess(maker: ChildProcess): Promise<number> {
  while (maker.exitCode === null && maker.signalCode === null) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === maker.pid) return Number(pid);
    }
    await sleep(20);
  }
  throw new Error('It ended as soon as it was started.');
}
