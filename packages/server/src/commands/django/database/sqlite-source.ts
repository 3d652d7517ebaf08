import SqliteConnection from 'better-sqlite3';
import type { Column, DjangoDatabase, Reference, Row } from './django-database.ts';

/** Errors: those of SQLite, for a file that is missing or no database. */
export function openSqlite(file: string): DjangoDatabase {
  const connection = new SqliteConnection(file, { readonly: true, fileMustExist: true });
  try {
    // Whatever Django writes from here on is not seen.
    connection.exec('begin');
    connection.prepare('select count(*) from sqlite_master').get();
  } catch (error) {
    connection.close();
    throw error;
  }
  const all = <T>(sql: string, values: readonly unknown[] = []): T[] =>
    connection.prepare<unknown[], T>(sql).all(...values);
  return {
    tableNames: async () =>
      new Set(
        all<{ name: string }>(`select name from sqlite_master where type in ('table', 'view')`).map(
          ({ name }) => name,
        ),
      ),
    columns: async (table) =>
      all<{ name: string; type: string; pk: number }>('select name, type, pk from pragma_table_info(?)', [
        table,
      ]).map(({ name, type, pk }): Column => ({ name, type: type.toLowerCase(), isKey: pk > 0 })),
    references: async (table) =>
      all<Reference>('select "from" as "column", "table" from pragma_foreign_key_list(?)', [table]),
    rows: async (sql, values) => all<Row>(sql, values),
    timeValue: (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' '),
    close: async () => void connection.close(),
  };
}
