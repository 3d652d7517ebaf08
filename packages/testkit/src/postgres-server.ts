import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { fastTempFolder, isRoot, openTempFolder } from './temp-folders.ts';

export interface PostgresServer {
  /** `postgres://…` of the maintenance database, as a superuser. */
  url: string;
  /** Of the process that all of its processes descend from. */
  pid: number;
  /** Fast shutdown; resolves when the process has ended and its files are gone. */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root, so root runs it as this account ("nobody"). */
export const unprivilegedId = 65_534;

const maxAttempts = 3;
const startTimeoutMs = 60_000;
export const postgresAccount = isRoot() ? { uid: unprivilegedId, gid: unprivilegedId } : {};
export const postgresEnvironment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'dynamic_shared_memory_type=mmap',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/** Durability is worth nothing to a test; everything else stays as PostgreSQL has it. */
const quickSettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=64MB',
  'max_wal_size=256MB',
];

/** As somebody runs it: what was committed is on disk, and the memory is that of a small machine. */
const durableSettings = ['shared_buffers=1GB', 'max_wal_size=4GB', 'maintenance_work_mem=512MB'];

export interface PostgresServerOptions {
  /** Keeps its data on disk and every commit: for measuring. */
  isDurable?: boolean;
}

const initialisation = [
  '--username=postgres',
  '--auth=password',
  '--no-sync',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

/**
 * Makes and runs the server under a shell that waits for its standard input to close, which also happens
 * when the test run is killed: the server is then shut down and its files removed by whoever is left.
 * A server that is only just starting does not hear the first signal, so it is told until it ends.
 */
const supervise = `
initdb=$1; postgres=$2; directory=$3; shift 3
trap 'cd / && rm -rf "$directory"' EXIT
exec 3<&0 </dev/null
"$initdb" -D "$directory/data" --pwfile="$directory/password" ${initialisation.join(' ')} >/dev/null || exit 1
"$postgres" -D "$directory/data" "$@" 3<&- & server=$!
(trap - EXIT; read -r _ <&3; while kill -INT $server; do sleep 0.2; done) 2>/dev/null & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null
exit $code`;

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** A folder that belongs to the account PostgreSQL will run as, with the superuser's password in it. */
async function makeFolder(password: string, isDurable: boolean): Promise<string> {
  const parent = isDurable ? await openTempFolder() : await fastTempFolder();
  const directory = await mkdtemp(join(parent, 'ostiary-postgres-'));
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (isRoot()) {
    for (const path of [passwordFile, directory]) await chown(path, unprivilegedId, unprivilegedId);
  }
  return directory;
}

function spawnServer(binaries: PostgresBinaries, directory: string, own: readonly string[]): ChildProcess {
  const options = [...settings, ...own].flatMap((setting) => ['-c', setting]);
  const { initdb, postgres } = binaries;
  return spawn('/bin/sh', ['-c', supervise, 'sh', initdb, postgres, directory, ...options], {
    ...postgresAccount,
    cwd: directory,
    env: postgresEnvironment,
    // In a session of its own: Ctrl-C ends the tests first, then the server they use.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** Resolves when the server says it is ready; rejects with what it said when it ends instead. */
function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      child.stdin?.end();
      reject(new Error(`PostgreSQL did not start within ${startTimeoutMs} ms:\n${said}`));
    }, startTimeoutMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (!said.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('error', reject).once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with code ${String(code)}:\n${said}`));
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.ref();
  child.stdin?.end();
  await ended;
}

async function startOnce(binaries: PostgresBinaries, isDurable: boolean): Promise<PostgresServer> {
  const password = randomBytes(16).toString('hex');
  const directory = await makeFolder(password, isDurable);
  const port = await findFreePort();
  const own = [...(isDurable ? durableSettings : quickSettings), `port=${port}`];
  const child = spawnServer(binaries, directory, own);
  child.stdin?.on('error', () => undefined);
  await waitUntilReady(child);
  child.unref();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    pid: child.pid ?? 0,
    stop: () => stopChild(child),
  };
}

/**
 * Starts a throw-away PostgreSQL on a free loopback port, as an unprivileged account when run by root.
 * It ends with `stop`, or by itself when this process ends in whatever way.
 */
export async function startPostgresServer({
  isDurable = false,
}: PostgresServerOptions = {}): Promise<PostgresServer> {
  const binaries = await findPostgresBinaries();
  for (let attempt = 1; ; attempt++) {
    try {
      const server = await startOnce(binaries, isDurable);
      return {
        ...server,
        async stop() {
          await server.stop();
          await binaries.dispose();
        },
      };
    } catch (error) {
      // Somebody else may have taken the port between finding it free and using it.
      const isPortTaken = error instanceof Error && /could not bind|in use/.test(error.message);
      if (isPortTaken && attempt < maxAttempts) continue;
      await binaries.dispose();
      throw error;
    }
  }
}
