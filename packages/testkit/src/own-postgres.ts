import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chmod, chown, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { findFreePort, postgresAccount, postgresEnvironment, unprivilegedId } from './postgres-server.ts';
import { fastTempFolder, isRoot } from './temp-folders.ts';

/** A PostgreSQL of a test's own, which may be killed. */
export interface OwnPostgres {
  port: number;
  url: string;
  /** As if the machine had lost its power, but for the disk, which has what the kernel was given. */
  kill(): Promise<void>;
  /** On the same port, with the same data. */
  start(): Promise<void>;
  /** A server that follows this one, which acknowledges nothing from then on that the other one does not have. */
  replica(): Promise<Replica>;
  remove(): Promise<void>;
}

export interface Replica {
  port: number;
  /** Takes over. */
  promote(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** A commit is in the hands of the kernel before it is acknowledged, which is what a killed process leaves behind. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=on',
  'wal_level=replica',
  'max_wal_senders=4',
  'hot_standby=on',
  'max_connections=60',
  'shared_buffers=32MB',
  'dynamic_shared_memory_type=mmap',
];

async function own(path: string): Promise<void> {
  if (!isRoot()) return;
  await chown(path, unprivilegedId, unprivilegedId);
  for (const entry of await readdir(path, { recursive: true })) {
    await chown(join(path, entry), unprivilegedId, unprivilegedId);
  }
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (isThere) return;
  }
  throw new Error('PostgreSQL did not start');
}

class Node {
  #child: ChildProcess | undefined;
  readonly postgres: string;
  readonly data: string;
  readonly port: number;
  readonly url: string;

  constructor(postgres: string, { data, port, password }: { data: string; port: number; password: string }) {
    this.postgres = postgres;
    this.data = data;
    this.port = port;
    this.url = `postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`;
  }

  async start(): Promise<void> {
    const options = [...settings, `port=${String(this.port)}`].flatMap((setting) => ['-c', setting]);
    const child = spawn(this.postgres, ['-D', this.data, ...options], {
      ...{ ...postgresAccount, cwd: this.data, env: postgresEnvironment, stdio: 'ignore' },
    });
    this.#child = child;
    await untilAnswers(this.url, child);
  }

  /** The other processes of a server notice that the first one is gone, and end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  async run(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

async function follow(
  primary: Node,
  { directory, password }: { directory: string; password: string },
): Promise<Node> {
  // A copy of a server that is stopped is whole.
  await primary.end('SIGINT');
  const data = join(directory, 'replica');
  await cp(primary.data, data, { recursive: true });
  const source = `host=127.0.0.1 port=${String(primary.port)} user=postgres password=${password}`;
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(join(data, 'standby.signal'), '');
  await own(data);
  await chmod(data, 0o700);
  const replica = new Node(primary.postgres, { data, port: await findFreePort(), password });
  await primary.start();
  await replica.start();
  await primary.run(`alter system set synchronous_standby_names = '*'`);
  await primary.run('select pg_reload_conf()');
  for (;;) {
    const rows = await primary.run(`select 1 from pg_stat_replication where sync_state = 'sync'`);
    if (rows.length > 0) return replica;
    await sleep(50);
  }
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const binaries = await findPostgresBinaries();
  const directory = await mkdtemp(join(await fastTempFolder(), 'ostiary-own-postgres-'));
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await own(directory);
  const data = join(directory, 'data');
  const initialised = spawn(
    binaries.initdb,
    ['-D', data, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=password', '--no-sync'].concat([
      '--encoding=UTF8',
      '--locale=C',
    ]),
    { ...postgresAccount, cwd: directory, env: postgresEnvironment, stdio: 'ignore' },
  );
  const [code] = (await once(initialised, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with code ${String(code)}`);
  const primary = new Node(binaries.postgres, { data, port: await findFreePort(), password });
  const nodes = [primary];
  await primary.start();
  return {
    port: primary.port,
    url: primary.url,
    kill: () => primary.end('SIGKILL'),
    start: () => primary.start(),
    async replica() {
      const replica = await follow(primary, { directory, password });
      nodes.push(replica);
      return {
        port: replica.port,
        promote: async () => void (await replica.run('select pg_promote()')),
      };
    },
    async remove() {
      for (const node of nodes) await node.end('SIGINT');
      await rm(directory, { recursive: true, force: true });
      await binaries.dispose();
    },
  };
}
