import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverCores, startServer, type Running } from './processes.ts';

export const ostiaryBin = fileURLToPath(new URL('../../packages/server/bin/ostiary.mjs', import.meta.url));
export const password = 'correct-horse-7-battery';

export interface Installation extends Running {
  directory: string;
}

/** An installation, a fresh one unless `env` names its folder, with its defaults and one worker, on SQLite with durable commits, without rate limits. */
export async function startOstiary(
  env: Record<string, string> = {},
  { cores = serverCores, nodeFlags = [] }: { cores?: string; nodeFlags?: readonly string[] } = {},
): Promise<Installation> {
  const own = env['OSTIARY_DATA_DIR'];
  const directory = own ?? (await mkdtemp(join(tmpdir(), 'ostiary-bench-')));
  const running = await startServer({
    args: [...nodeFlags, ostiaryBin, 'serve'],
    env: {
      OSTIARY_RATE_LIMITS: 'off',
      OSTIARY_LOG_LEVEL: 'warn',
      // Figures are per core.
      OSTIARY_WORKERS: '1',
      ...env,
      OSTIARY_DATA_DIR: directory,
    },
    readyPath: '/healthz',
    cores,
  });
  return {
    ...running,
    directory,
    async stop() {
      await running.stop();
      if (own === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

export async function signUp(url: string, email: string): Promise<void> {
  await post(`${url}/auth/create-user/`, { email, password });
}

export async function signIn(url: string, email: string): Promise<{ access: string; refresh: string }> {
  const { access = '', refresh = '' } = await post(`${url}/auth/token/`, { email, password });
  return { access, refresh };
}
