import type { Database as SqliteConnection } from 'better-sqlite3';
import type { Range, Row } from './rows.ts';
import type { TableShape } from './table-shapes.ts';

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const marks = (count: number): string => Array<string>(count).fill('?').join(', ');

/** The rows of the SQLite database, as the open transaction of its connection sees them. */
export function createSource(raw: SqliteConnection) {
  const all = (sql: string, values: readonly unknown[]): Row[] =>
    raw
      .prepare(sql)
      .raw()
      .all(...values) as Row[];
  return {
    /** The rows of a range with these columns, in the order of the key. */
    read(shape: TableShape, columns: readonly string[], { after, upTo, limit = -1 }: Range): Row[] {
      const key = quoted(shape.key);
      const bounds = [
        ...(after ? [`(${key}) > (${marks(shape.key.length)})`] : []),
        ...(upTo ? [`(${key}) <= (${marks(shape.key.length)})`] : []),
      ];
      const where = bounds.length > 0 ? `where ${bounds.join(' and ')}` : '';
      return all(`select ${quoted(columns)} from "${shape.name}" ${where} order by ${key} limit ${limit}`, [
        ...(after ?? []),
        ...(upTo ?? []),
      ]);
    },
    count: ({ name }: TableShape): number => Number(all(`select count(*) from "${name}"`, [])[0]?.[0] ?? 0),
    /** The highest number that a table has given to its rows, whether they are still there or not. */
    lastNumber(table: string): number {
      return Number(all('select seq from sqlite_sequence where name = ?', [table])[0]?.[0] ?? 0);
    },
  };
}

export type Source = ReturnType<typeof createSource>;
