import type pg from 'pg';
import { OperatorError } from '../../operator-error.ts';
import type { Range, Row } from './rows.ts';
import type { TableShape } from './table-shapes.ts';

/** The type of each column, by `table.column`. */
type ColumnTypes = ReadonlyMap<string, string>;

interface Statement {
  text: string;
  values: unknown[];
}

interface Rows {
  columns: readonly string[];
  rows: readonly Row[];
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

async function readColumnTypes(client: pg.Client): Promise<ColumnTypes> {
  const { rows } = await client.query<{ name: string; type: string }>(`
    select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped`);
  return new Map(rows.map(({ name, type }) => [name, type]));
}

function typeOf(types: ColumnTypes, { name }: TableShape, column: string): string {
  const type = types.get(`${name}.${column}`);
  if (type === undefined) throw new Error(`The target has no column ${name}.${column}.`);
  return type;
}

/** Text in the order of its bytes, as SQLite has it. */
function keySql(types: ColumnTypes, shape: TableShape): string {
  const isText = (column: string): boolean => /text|char/.test(typeOf(types, shape, column));
  return shape.key.map((column) => `"${column}"${isText(column) ? ' collate "C"' : ''}`).join(', ');
}

function rangeSql(types: ColumnTypes, shape: TableShape, { after, upTo, limit }: Range): Statement {
  const key = keySql(types, shape);
  const values: unknown[] = [];
  const bound = (comparison: string, row: Row): string => {
    const marks = shape.key.map((column, at) => {
      values.push(row[at]);
      return `$${values.length}::${typeOf(types, shape, column)}`;
    });
    return `(${key}) ${comparison} (${marks.join(', ')})`;
  };
  const bounds = [...(after ? [bound('>', after)] : []), ...(upTo ? [bound('<=', upTo)] : [])];
  const where = bounds.length > 0 ? `where ${bounds.join(' and ')}` : '';
  return { text: `${where} order by ${key} ${limit === undefined ? '' : `limit ${limit}`}`, values };
}

/** One array each column, so that a statement takes any number of rows. */
function rowsSql(types: ColumnTypes, shape: TableShape, { columns, rows }: Rows): Statement {
  const arrays = columns.map((column, at) => `$${at + 1}::${typeOf(types, shape, column)}[]`);
  return {
    text: `unnest(${arrays.join(', ')}) as s(${quoted(columns)})`,
    values: columns.map((_, at) => rows.map((row) => row[at])),
  };
}

const sameKey = ({ key }: TableShape): string =>
  key.map((column) => `t."${column}" = s."${column}"`).join(' and ');

async function ask(client: pg.Client, shape: TableShape, statement: Statement): Promise<Row[]> {
  try {
    const { rows } = await client.query<unknown[]>({ ...statement, rowMode: 'array' });
    return rows;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`The rows of ${shape.name} could not be moved: ${reason}`, {
      cause: error,
      hint: 'What is there already stays: run the same command again to go on.',
    });
  }
}

/** The rows of the PostgreSQL database, by one connection. */
export async function createTarget(client: pg.Client) {
  const types = await readColumnTypes(client);
  return {
    /** The rows of a range with these columns, in the order of the key. */
    read(shape: TableShape, columns: readonly string[], range: Range): Promise<Row[]> {
      const { text, values } = rangeSql(types, shape, range);
      return ask(client, shape, { text: `select ${quoted(columns)} from "${shape.name}" ${text}`, values });
    },
    async insert(shape: TableShape, columns: readonly string[], rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const { text, values } = rowsSql(types, shape, { columns, rows });
      const names = quoted(columns);
      const into = `insert into "${shape.name}" (${names}) overriding system value`;
      await ask(client, shape, { text: `${into} select ${names} from ${text}`, values });
    },
    async update(shape: TableShape, columns: readonly string[], rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const { text, values } = rowsSql(types, shape, { columns, rows });
      const changes = columns.filter((column) => !shape.key.includes(column));
      const set = changes.map((column) => `"${column}" = s."${column}"`).join(', ');
      const update = `update "${shape.name}" t set ${set} from ${text} where ${sameKey(shape)}`;
      await ask(client, shape, { text: update, values });
    },
    /** `rows` begin with the columns of the key. What belongs to them goes, too. */
    async delete(shape: TableShape, rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const { text, values } = rowsSql(types, shape, { columns: shape.key, rows });
      const from = `delete from "${shape.name}" t using ${text}`;
      await ask(client, shape, { text: `${from} where ${sameKey(shape)}`, values });
    },
    /** Rows that the database numbers itself go on after `last`; nothing for other tables. */
    async numberAfter(shape: TableShape, last: number): Promise<void> {
      const names = [`"${shape.name}"`, shape.key[0]];
      const found = await ask(client, shape, {
        text: 'select pg_get_serial_sequence($1, $2)',
        values: names,
      });
      const sequence = found[0]?.[0];
      if (typeof sequence !== 'string' || last < 1) return;
      await ask(client, shape, { text: 'select setval($1::regclass, $2)', values: [sequence, last] });
    },
  };
}

export type Target = Awaited<ReturnType<typeof createTarget>>;
