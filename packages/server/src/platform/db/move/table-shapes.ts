import type { Database as SqliteConnection } from 'better-sqlite3';

/** A table as far as moving its rows needs to know it. */
export interface TableShape {
  name: string;
  columns: string[];
  /** Columns of the primary key, in its order. */
  key: string[];
  /** Columns whose values no two rows may share, beside the key. */
  unique: string[];
  /** Those that its rows belong to. */
  parents: string[];
}

interface ColumnInfo {
  name: string;
  pk: number;
}

interface IndexInfo {
  name: string;
  unique: 0 | 1;
  origin: 'c' | 'u' | 'pk';
}

/** What belongs to the engine, to the migrations or to the move itself is not moved. */
const notMoved = /^(sqlite_|kysely_|ostiary_move$)/;

/** Every table with rows of ours, each after those that its rows belong to. Errors: one without a primary key. */
export function readTableShapes(raw: SqliteConnection): TableShape[] {
  const names = raw
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table' order by name`)
    .all()
    .map(({ name }) => name)
    .filter((name) => !notMoved.test(name));
  return parentsFirst(names.map((name) => shapeOf(raw, name)));
}

function shapeOf(raw: SqliteConnection, name: string): TableShape {
  const columns = raw.pragma(`table_info("${name}")`) as ColumnInfo[];
  const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  if (key.length === 0) throw new Error(`The table ${name} has no primary key to move it by.`);
  const parents = raw.pragma(`foreign_key_list("${name}")`) as { table: string }[];
  return {
    name,
    columns: columns.map((column) => column.name),
    key: key.map((column) => column.name),
    unique: uniqueColumns(raw, name, columns),
    parents: [...new Set(parents.map(({ table }) => table))].filter((parent) => parent !== name),
  };
}

/** Those of a condition count as well: a row may come under the rule by them. */
function uniqueColumns(raw: SqliteConnection, table: string, columns: readonly ColumnInfo[]): string[] {
  const indexes = raw.pragma(`index_list("${table}")`) as IndexInfo[];
  const names = new Set<string>();
  for (const { name } of indexes.filter((index) => index.unique === 1 && index.origin !== 'pk')) {
    for (const column of raw.pragma(`index_info("${name}")`) as { name: string | null }[]) {
      if (column.name !== null) names.add(column.name);
    }
    const found = raw
      .prepare<[string], { sql: string | null }>('select sql from sqlite_master where name = ?')
      .get(name);
    for (const column of columns) {
      if (new RegExp(`\\b${column.name}\\b`).test(found?.sql ?? '')) names.add(column.name);
    }
  }
  return columns.map((column) => column.name).filter((column) => names.has(column));
}

function parentsFirst(shapes: TableShape[]): TableShape[] {
  const ordered: TableShape[] = [];
  let waiting = shapes;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ parents }) => !parents.some((parent) => names.has(parent)));
    if (ready.length === 0) throw new Error(`Tables that belong to each other: ${[...names].join(', ')}.`);
    ordered.push(...ready);
    waiting = waiting.filter((shape) => !ready.includes(shape));
  }
  return ordered;
}
