/** A row as the driver gives it: texts, numbers, flags of either kind, null. Times are texts in UTC. */
export type Row = Readonly<Record<string, unknown>>;

export interface Column {
  name: string;
  /** As the database calls it, such as `char(32)`. */
  type: string;
  isKey: boolean;
}

/** A column that refers to a row of another table. */
export interface Reference {
  column: string;
  table: string;
}

/** The database of a Django project, as it was when it was opened: nothing is written to it. */
export interface DjangoDatabase {
  tableNames(): Promise<ReadonlySet<string>>;
  columns(table: string): Promise<Column[]>;
  references(table: string): Promise<Reference[]>;
  /** `?` stands for each of the values. */
  rows(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Epoch milliseconds as a value that columns of times are compared with. */
  timeValue(ms: number): string;
  close(): Promise<void>;
}

/** A name of a table or column within SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const pageSize = 1_000;

export interface Selection {
  table: string;
  /** The column that it is gone through by; one that is unique. */
  key: string;
  /** SQL: columns and expressions with names. */
  columns: readonly string[];
  /** SQL and its values, joined by `and`. */
  where?: readonly { sql: string; values?: readonly unknown[] }[];
}

/** Rows in the order of their keys, a page at a time, so that memory stays flat. The key is called `row_key`. */
export async function* pagesOf(db: DjangoDatabase, selection: Selection): AsyncGenerator<Row[]> {
  const { table, columns, where = [] } = selection;
  const key = quoted(selection.key);
  const list = [`${key} as row_key`, ...columns].join(', ');
  for (let after: unknown; ;) {
    const conditions = after === undefined ? where : [...where, { sql: `${key} > ?`, values: [after] }];
    const filter = conditions.length === 0 ? '' : ` where ${conditions.map(({ sql }) => sql).join(' and ')}`;
    const sql = `select ${list} from ${quoted(table)}${filter} order by ${key} limit ${String(pageSize)}`;
    const rows = await db.rows(
      sql,
      conditions.flatMap(({ values = [] }) => values),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.['row_key'];
  }
}
