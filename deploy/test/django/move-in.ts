import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteConnection from 'better-sqlite3';
import pg from 'pg';
import type { TestDialect } from '@ostiary/testkit';
import { temporaryDirectory } from '../../../packages/server/test/support/server-process.ts';
import { fillDjango, type Filling, type Made } from './django-project.ts';

const bin = fileURLToPath(new URL('../../../packages/server/bin/ostiary.mjs', import.meta.url));

/** A database of Django and an Ostiary to move into, both on the same engine. */
export interface Move {
  made: Made;
  /** What --from takes. */
  from: string;
  folder: string;
  /** Settings of an Ostiary of its own, with an empty database. */
  home(name: string): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

export async function prepareMove(dialect: TestDialect, filling: Omit<Filling, 'database'>): Promise<Move> {
  const folder = await temporaryDirectory();
  const opened: { close(): Promise<void> }[] = [];
  const place = async (name: string): Promise<string> => {
    if (dialect.name === 'sqlite') return join(folder.path, `${name}.sqlite3`);
    const database = await dialect.open({ isMigrated: false, poolSize: 1 });
    opened.push(database);
    return database.url;
  };
  const from = await place('django');
  const made = await fillDjango({ ...filling, database: from });
  return {
    made,
    from,
    folder: folder.path,
    async home(name) {
      const url = await place(name);
      return {
        OSTIARY_DATA_DIR: join(folder.path, name),
        // What tokens are for, wherever the server of a test listens.
        OSTIARY_URL: 'http://localhost:8000',
        // The same in every one, so that hashes under it can be compared.
        OSTIARY_SECRET: 'a master key of at least thirty-two characters',
        ...(dialect.name === 'postgres' && { DATABASE_URL: url }),
      };
    },
    async remove() {
      for (const database of opened) await database.close();
      await folder.remove();
    },
  };
}

/** Rows of the database of an Ostiary, which may be in use. */
export async function rowsOf<T>(home: Record<string, string>, sql: string): Promise<T[]> {
  const { DATABASE_URL: url, OSTIARY_DATA_DIR: folder = '' } = home;
  if (url === undefined) {
    const connection = new SqliteConnection(join(folder, 'ostiary.sqlite'));
    try {
      return connection.prepare<[], T>(sql).all();
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T & pg.QueryResultRow>(sql)).rows;
  } finally {
    await client.end();
  }
}

export interface Report {
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  problems: { line: number; table: string; key: string; path: string; message: string; code: string }[];
  conflicts: { table: string; key: string; code: string }[];
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `ostiary import django`, and ends it as a power cut would after so many milliseconds. */
export async function importDjango(
  from: string,
  home: Record<string, string>,
  { more = [], killAfterMs }: { more?: readonly string[]; killAfterMs?: number } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [bin, 'import', 'django', '--from', from, '--json', ...more], {
    env: { PATH: process.env['PATH'] ?? '', ...home },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await once(child, 'close');
  clearTimeout(timer);
  return { code: child.exitCode, ...printed };
}

/** The report, with no problem but those that are named: `table key path`. */
export function reportOf({ out, err }: Ran): Report {
  if (!out.startsWith('{')) throw new Error(err);
  return JSON.parse(out) as Report;
}
