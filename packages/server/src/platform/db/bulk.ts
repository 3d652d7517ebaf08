import { sql, type CompiledQuery } from 'kysely';
import { prepared } from './prepared.ts';
import type { Db, Tables, Tx } from './schema.ts';

/**
 * How many rows one statement takes: few sizes, so that each is built and prepared once. The largest keeps
 * a table of twenty columns well below what either engine binds.
 */
const insertSizes = [256, 32, 4, 1];
const lookupSizes = [1, 16, 128, 512];
const maxLookup = 512;

type Run<Row> = (db: Db, ...parameters: readonly unknown[]) => Promise<Row[]>;

function once<Row>(build: (size: number) => Run<Row>): (size: number) => Run<Row> {
  const built = new Map<number, Run<Row>>();
  return (size) => {
    const known = built.get(size) ?? build(size);
    built.set(size, known);
    return known;
  };
}

/** An INSERT of any number of rows, all or nothing. A row that breaks a constraint fails the statement. */
export function bulkInsert<Row extends object>(
  table: keyof Tables,
  columns: readonly (keyof Row & string)[],
): (tx: Tx, rows: readonly Row[]) => Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const tuple = sql`(${sql.join(columns.map(() => ''))})`;
  const statementOf = once((size) =>
    prepared((db) => ({
      compile: () => {
        const tuples = sql.join(Array.from({ length: size }, () => tuple));
        return sql`insert into ${sql.table(table)} (${names}) values ${tuples}`.compile(db);
      },
    })),
  );
  return async (tx, rows) => {
    let from = 0;
    for (const size of insertSizes) {
      for (; rows.length - from >= size; from += size) {
        const values: unknown[] = [];
        for (let index = from; index < from + size; index++) {
          const row = rows[index];
          for (const column of columns) values.push(row?.[column]);
        }
        await statementOf(size)(tx, ...values);
      }
    }
  };
}

/**
 * A SELECT of whatever belongs to any of many keys, in no order. `build` gets as many placeholders as one
 * statement takes, for its one `in (…)`.
 */
export function bulkSelect<Row>(
  build: (db: Db, keys: readonly string[]) => { compile(): CompiledQuery<Row> },
): (db: Db, keys: readonly string[]) => Promise<Row[]> {
  const statementOf = once((size) => prepared((db) => build(db, Array<string>(size).fill(''))));
  return async (db, keys) => {
    const found: Row[] = [];
    for (let from = 0; from < keys.length; from += maxLookup) {
      const wanted = keys.slice(from, from + maxLookup);
      const size = lookupSizes.find((one) => one >= wanted.length) ?? maxLookup;
      // A key that is asked for twice is found once.
      while (wanted.length < size) wanted.push(wanted[0] ?? '');
      found.push(...(await statementOf(size)(db, ...wanted)));
    }
    return found;
  };
}
