import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import type { TestDatabase, TestDialect } from '@ostiary/testkit';

/** A table of the service's own, which hooks write to. */
export interface ServiceTables {
  orders: { sub: string; note: string };
}

export interface ServiceDatabase {
  db: Kysely<ServiceTables>;
  close(): Promise<void>;
}

/** A service's database through nothing but Kysely's own dialects; `also` opens it once more, as another process. */
export async function plainKysely(
  dialect: TestDialect,
): Promise<ServiceDatabase & { also(): ServiceDatabase }> {
  const opened: TestDatabase = await dialect.open({ isMigrated: false });
  const all: Kysely<ServiceTables>[] = [];
  const connect = (): ServiceDatabase => {
    const db = new Kysely<ServiceTables>({
      dialect:
        dialect.name === 'sqlite'
          ? new SqliteDialect({ database: openFile(opened.url.slice('sqlite:'.length)) })
          : new PostgresDialect({ pool: openPool(opened.url) }),
    });
    all.push(db);
    return { db, close: () => db.destroy() };
  };
  return {
    db: connect().db,
    also: connect,
    async close() {
      for (const db of all) await db.destroy();
      await opened.close();
    },
  };
}

/** The database is dropped while a connection may still be closing, which says so as an error of the pool. */
function openPool(connectionString: string): pg.Pool {
  return new pg.Pool({ connectionString, max: 3 }).on('error', () => undefined);
}

function openFile(file: string): Sqlite.Database {
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  return database;
}
