import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import { lookupOf } from './lookups.ts';
import type { Db, Tables, Tx } from './schema.ts';

interface Buildable<Row> {
  compile(): CompiledQuery<Row>;
}

export type Prepared<Row> = (db: Db, ...parameters: readonly unknown[]) => Promise<Row[]>;

/**
 * A query that is built once for each engine, since building it costs more than running it. `build` puts
 * anything in place of the parameters; calls give the real ones, in the order in which they stand in it.
 */
export function prepared<Row>(build: (db: Db) => Buildable<Row>): Prepared<Row> {
  return createPrepared(build, async (db, query) => (await db.executeQuery<Row>(query)).rows);
}

/**
 * A prepared query that finds a few rows by key, and is asked for by many requests at once. Others wait behind it
 * where it shares a connection, so it must never read more than a few dozen rows.
 */
export function preparedLookup<Row>(build: (db: Db) => Buildable<Row>): Prepared<Row> {
  return createPrepared(build, async (db, query) => {
    const lookup = lookupOf(db);
    return lookup ? ((await lookup(query)) as Row[]) : (await db.executeQuery<Row>(query)).rows;
  });
}

function createPrepared<Row>(
  build: (db: Db) => Buildable<Row>,
  run: (db: Db, query: CompiledQuery<Row>) => Promise<Row[]>,
): Prepared<Row> {
  const built = new Map<unknown, CompiledQuery<Row>>();
  return async (db, ...parameters) => {
    const engine = db.getExecutor().adapter.constructor;
    let query = built.get(engine);
    if (!query) built.set(engine, (query = build(db).compile()));
    if (parameters.length !== query.parameters.length) {
      throw new TypeError(`A prepared query takes ${String(query.parameters.length)} parameters`);
    }
    return run(db, { ...query, parameters });
  };
}

type WriteRow<Row> = (tx: Tx, row: Row) => Promise<void>;

const list = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(column)));

/** An INSERT of one row that is built once, for the tables that hot paths write to. */
export function preparedInsert<Row extends object>(
  table: keyof Tables,
  columns: readonly (keyof Row & string)[],
): WriteRow<Row> {
  return writeRow(table, columns, sql``);
}

/** The same, but that a row with the same key takes these columns from the new one, and keeps the others. */
export function preparedUpsert<Row extends object>(
  table: keyof Tables,
  columns: readonly (keyof Row & string)[],
  { key, taken }: { key: readonly (keyof Row & string)[]; taken: readonly (keyof Row & string)[] },
): WriteRow<Row> {
  const sets = taken.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return writeRow(table, columns, sql` on conflict (${list(key)}) do update set ${sql.join(sets)}`);
}

function writeRow<Row extends object>(
  table: keyof Tables,
  columns: readonly (keyof Row & string)[],
  conflict: RawBuilder<unknown>,
): WriteRow<Row> {
  const values = sql.join(columns.map(() => ''));
  const insert = prepared((db) => ({
    compile: () =>
      sql`insert into ${sql.table(table)} (${list(columns)}) values (${values})${conflict}`.compile(db),
  }));
  return async (tx, row) => {
    await insert(tx, ...columns.map((column) => row[column]));
  };
}
