import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type Generated } from 'kysely';

export interface Tables {
  subscribers: {
    id: Generated<number>;
    version: number;
    /** The user's `sub`. */
    owner: string;
    name: string;
    age: number;
    email: string;
  };
}

export type Db = Kysely<Tables>;

export async function openDatabase(file: string): Promise<Db> {
  await mkdir(dirname(file), { recursive: true });
  const database = new SQLite(file);
  database.pragma('journal_mode = WAL');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await db.schema
    .createTable('subscribers')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('age', 'integer', (column) => column.notNull())
    .addColumn('email', sql`text collate nocase`, (column) => column.notNull().unique())
    .execute();
  for (const column of ['owner', 'name', 'age'] as const) {
    await db.schema
      .createIndex(`subscribers_by_${column}`)
      .ifNotExists()
      .on('subscribers')
      .columns([column, 'id'])
      .execute();
  }
  return db;
}
