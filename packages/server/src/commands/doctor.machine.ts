import { statSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import type { Config } from '#config';
import { CommandFailure } from './command-io.ts';
import { listenFailure } from './listen-failure.ts';

/** One thing that was looked at. */
export interface Finding {
  check: string;
  status: 'ok' | 'warning' | 'error';
  message: string;
  hint?: string;
}

const probeTimeoutMs = 2_000;

/** Loading the configuration has proved that it can be written, if it is needed at all. */
export function checkDataDirectory({ data: { directory } }: Config): Finding {
  const check = 'data directory';
  const found = statSync(directory, { throwIfNoEntry: false });
  if (!found) return { check, status: 'ok', message: `${directory} is not needed.` };
  // File modes mean nothing on Windows.
  if (process.platform !== 'win32' && (found.mode & 0o007) !== 0) {
    const message = `Other users of this machine can look into ${directory}.`;
    return { check, status: 'warning', message, hint: `chmod 700 ${directory}` };
  }
  return { check, status: 'ok', message: `${directory} is private and can be written.` };
}

/** Free, or in use by a server that answers as ours does. */
export async function checkPort(config: Config): Promise<Finding> {
  const check = 'port';
  const { host, port } = config.server;
  const error = await tryToListen(host, port);
  if (error === undefined) return { check, status: 'ok', message: `${host} port ${port} is free.` };
  if (await isOstiary(host, port)) {
    return { check, status: 'ok', message: `Ostiary is running on ${host} port ${port}.` };
  }
  const failure = listenFailure(error, config);
  const message = failure instanceof Error ? failure.message : 'The port cannot be used.';
  const hint = failure instanceof CommandFailure ? failure.hint : undefined;
  return { check, status: 'error', message, ...(hint !== undefined && { hint }) };
}

function tryToListen(host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

/** Whether something there publishes signing keys, as every Ostiary does. */
function isOstiary(host: string, port: number): Promise<boolean> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new Promise((resolve) => {
    const options = {
      host: reachable,
      port,
      path: '/.well-known/jwks.json',
      timeout: probeTimeoutMs,
      agent: false,
    };
    const request = get(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    // A response that was cut off ends in neither.
    request.once('close', () => resolve(false));
  });
}
