import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Image } from './build-image.ts';
import { findFirstProcess, startInRoot, type Mount } from './in-root.ts';

const startTimeoutMs = 60_000;

export interface Container {
  url: string;
  /** Process 1 of the container, by the number that this machine knows it by. */
  pid: number;
  output(): string;
  /** Runs a program in the running container as its user, as `docker exec` does. */
  exec(argv: readonly string[]): Promise<{ code: number; output: string }>;
  /** What the image's health check says. */
  checkHealth(): Promise<number>;
  /** As `docker stop` does: SIGTERM to process 1. Gives its exit code. */
  stop(): Promise<number | null>;
}

export interface ContainerOptions {
  image: Image;
  env: Record<string, string>;
  port: number;
  mounts: readonly Mount[];
}

interface Inside {
  pid: number;
  user: string;
  env: Record<string, string>;
}

async function runInside({ pid, user, env }: Inside, argv: readonly string[]): ReturnType<Container['exec']> {
  const [uid = '', gid = ''] = user.split(':');
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const flags = ['-t', String(pid), '-m', '-p', '-r', '-w', '-S', uid, '-G', gid];
  const result = promisify(execFile)('nsenter', [...flags, 'env', '-i', ...pairs, ...argv]);
  return result.then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code?: number; stdout?: string; stderr?: string }) => ({
      code: error.code ?? -1,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}`,
    }),
  );
}

/**
 * Starts an image as `docker run --read-only --tmpfs /tmp --network host` does, listening on this machine alone, and
 * waits until it is ready.
 */
export async function startContainer(options: ContainerOptions): Promise<Container> {
  const { image, port } = options;
  const { settings } = image;
  const where = { OSTIARY_HOST: '127.0.0.1', OSTIARY_PORT: String(port) };
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', ...settings.env, ...where, ...options.env };
  const { child, output } = startInRoot(image.root, {
    argv: [...settings.entrypoint, ...settings.command],
    env,
    workdir: settings.workdir,
    user: settings.user,
    mounts: [{ from: 'tmpfs', to: '/tmp' }, ...options.mounts],
    isReadOnly: true,
  });
  const refuse = async (): Promise<never> => {
    // What it said may still be on its way.
    if (child.stdout?.closed === false) await once(child, 'close');
    throw new Error(`The container did not get ready:\n${output()}`);
  };
  const pid = await findFirstProcess(child).catch(refuse);
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<number | null> => {
    if (child.exitCode !== null) return child.exitCode;
    process.kill(pid, 'SIGTERM');
    await once(child, 'close');
    return child.exitCode;
  };
  for (const deadline = Date.now() + startTimeoutMs; ; await sleep(100)) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) break;
    if (child.exitCode === null && Date.now() < deadline) continue;
    if (child.exitCode === null) process.kill(pid, 'SIGKILL');
    await refuse();
  }
  const exec: Container['exec'] = (argv) => runInside({ pid, user: settings.user, env }, argv);
  return { url, pid, output, stop, exec, checkHealth: async () => (await exec(settings.healthCheck)).code };
}
