import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { provideDebianPrograms } from '../../tools/programs/debian-programs.ts';
import { canPin } from './processes.ts';

export interface WrkRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  connections: number;
}

/** POSTs the same again and again. Debian's wrk: a load that leaves the cores to the server. */
export async function wrk(
  request: WrkRequest,
  seconds: number,
  cores: string,
): Promise<{ requests: number; perSecond: number }> {
  const programs = await provideDebianPrograms({ packages: ['wrk'] });
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-wrk-'));
  try {
    const script = join(folder, 'post.lua');
    const headers = Object.entries(request.headers);
    const lines = headers.map(([name, value]) => `wrk.headers[${quoted(name)}] = ${quoted(value)}`);
    await writeFile(
      script,
      ['wrk.method = "POST"', `wrk.body = ${quoted(request.body)}`, ...lines].join('\n'),
    );
    const pin = canPin ? ['taskset', '-c', cores] : [];
    const [file = '', ...args] = [
      ...pin,
      programs.find('wrk'),
      ...['-t1', `-c${String(request.connections)}`, `-d${String(seconds)}s`, '-s', script, request.url],
    ];
    const { stdout } = await promisify(execFile)(file, args, { env: programs.env });
    if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`${request.url}: ${stdout}`);
    const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
    return { requests, perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A string of Lua: JSON escapes what these hold in the same way. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
