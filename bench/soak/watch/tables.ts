import { statSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';

export interface TableSample {
  rows: number;
  bytes: number;
}

export interface DatabaseSample {
  tables: Record<string, TableSample>;
  bytes: number;
}

/** Looks into the database beside the server. */
export interface DatabaseWatch {
  sample(): Promise<DatabaseSample>;
  /** Entries of the audit log, by action. */
  auditCounts(): Promise<Record<string, number>>;
  /** Such as `PostgreSQL 18.4`. */
  version(): Promise<string>;
  close(): Promise<void>;
}

const auditCounts = 'select action, count(*) as count from audit_entries group by action order by action';
type CountRow = { action: string; count: string | number };
const countsOf = (rows: readonly CountRow[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ action, count }) => [action, Number(count)]));

async function watchPostgres(url: string): Promise<DatabaseWatch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> =>
    (await client.query<T>(text)).rows;
  const names = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const rowsAndBytes = names
    .map(
      ({ name }) =>
        `select '${name}' as name, (select count(*) from "${name}") as rows, pg_total_relation_size('"${name}"') as bytes`,
    )
    .join(' union all ');
  return {
    async sample() {
      const rows = await query<{ name: string; rows: string; bytes: string }>(rowsAndBytes);
      const [size] = await query<{ bytes: string }>('select pg_database_size(current_database()) as bytes');
      const tables = rows.map(({ name, rows: count, bytes }): [string, TableSample] => [
        name,
        { rows: Number(count), bytes: Number(bytes) },
      ]);
      return { tables: Object.fromEntries(tables), bytes: Number(size?.bytes) };
    },
    async version() {
      const [found] = await query<{ server_version: string }>('show server_version');
      return `PostgreSQL ${found?.server_version.split(' ')[0] ?? ''}`;
    },
    auditCounts: async () => countsOf(await query<CountRow>(auditCounts)),
    close: () => client.end(),
  };
}

function watchSqlite(path: string): DatabaseWatch {
  const db = new BetterSqlite(path, { readonly: true });
  const names = db
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`)
    .all() as { name: string }[];
  const sizes = db.prepare(
    `select schema.tbl_name as name, sum(stat.pgsize) as bytes from dbstat as stat
      join sqlite_schema as schema on schema.name = stat.name where stat.aggregate = true group by schema.tbl_name`,
  );
  return {
    sample() {
      const bytesOf = new Map(
        (sizes.all() as { name: string; bytes: number }[]).map(({ name, bytes }) => [name, bytes]),
      );
      const tables = names.map(({ name }): [string, TableSample] => {
        const { rows } = db.prepare(`select count(*) as rows from "${name}"`).get() as { rows: number };
        return [name, { rows, bytes: bytesOf.get(name) ?? 0 }];
      });
      return Promise.resolve({ tables: Object.fromEntries(tables), bytes: statSync(path).size });
    },
    version() {
      const { version } = db.prepare('select sqlite_version() as version').get() as { version: string };
      return Promise.resolve(`SQLite ${version}`);
    },
    auditCounts: () => Promise.resolve(countsOf(db.prepare(auditCounts).all() as CountRow[])),
    close: () => Promise.resolve(void db.close()),
  };
}

/** Of `postgres://…`, or of the file of SQLite. */
export function watchDatabase(database: string): Promise<DatabaseWatch> {
  return database.startsWith('postgres') ? watchPostgres(database) : Promise.resolve(watchSqlite(database));
}
