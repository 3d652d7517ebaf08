import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DebianPrograms } from '../../tools/programs/debian-programs.ts';
import { freePort } from './support/free-port.ts';

const startWithinMs = 60_000;

interface Rule {
  name: string;
  health: string;
  state: string;
  lastError?: string;
}

/** A Prometheus that scrapes a server each second, configured by the files of deploy/observability. */
export interface Prometheus {
  /** The values of an expression, one for each series. Errors: Error that says what is wrong with it. */
  query(expression: string): Promise<number[]>;
  rules(): Promise<Rule[]>;
  stop(): Promise<void>;
}

/** The example as it stands, but for where the server is and how often it is looked at. */
async function configure(examples: string, folder: string, target: string): Promise<string> {
  await cp(examples, folder, { recursive: true });
  const file = join(folder, 'prometheus.yml');
  const example = await readFile(file, 'utf8');
  const own = example.replaceAll('15s', '1s').replace('127.0.0.1:8000', target);
  if (!own.includes(target)) throw new Error('The example names another target');
  await writeFile(file, own);
  return file;
}

interface Options {
  programs: DebianPrograms;
  /** Where the examples are. */
  examples: string;
  /** A folder of its own, for its files. */
  folder: string;
  /** Host and port of the server. */
  target: string;
  token: string;
}

export async function startPrometheus({
  programs,
  examples,
  folder,
  target,
  token,
}: Options): Promise<Prometheus> {
  const file = await configure(examples, folder, target);
  await writeFile(join(folder, 'ostiary-token'), token);
  const address = `127.0.0.1:${await freePort()}`;
  const data = join(folder, 'data');
  const child = spawn(
    programs.find('prometheus'),
    [`--config.file=${file}`, `--storage.tsdb.path=${data}`, `--web.listen-address=${address}`],
    { env: programs.env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const read = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://${address}${path}`);
    const body = (await response.json()) as { status: string; error?: string; data: T };
    if (body.status !== 'success') throw new Error(`${path}: ${body.error ?? ''}`);
    return body.data;
  };
  const prometheus: Prometheus = {
    async query(expression) {
      const path = `/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`;
      const { result } = await read<{ result: { value: [number, string] }[] }>(path);
      return result.map(({ value }) => Number(value[1]));
    },
    async rules() {
      const { groups } = await read<{ groups: { rules: Rule[] }[] }>('/api/v1/rules');
      return groups.flatMap(({ rules }) => rules);
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
  for (const deadline = Date.now() + startWithinMs; Date.now() < deadline; await sleep(250)) {
    if (child.exitCode !== null) break;
    const isUp = await prometheus.query('up{job="ostiary"} == 1').catch(() => []);
    if (isUp.length > 0) return prometheus;
  }
  await prometheus.stop();
  throw new Error(`Prometheus did not scrape the server:\n${output}`);
}
