import { PostgresAdapter, sql, type Kysely, type RawBuilder } from 'kysely';

/**
 * The few column types of the schema. Text sorts and compares by code point on both engines, times and
 * counters are 64-bit integers, flags are 0 or 1, JSON is text.
 */
export interface ColumnTypes {
  isPostgres: boolean;
  text: RawBuilder<unknown>;
  time: RawBuilder<unknown>;
  int: RawBuilder<unknown>;
  flag: RawBuilder<unknown>;
  json: RawBuilder<unknown>;
  /** A key that the database numbers, never giving a number twice. */
  sequence: RawBuilder<unknown>;
}

export function columnTypes<T>(db: Kysely<T>): ColumnTypes {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  if (isPostgres) {
    return {
      isPostgres,
      text: sql`text collate "C"`,
      time: sql`bigint`,
      int: sql`bigint`,
      flag: sql`smallint`,
      json: sql`text`,
      sequence: sql`bigint generated always as identity`,
    };
  }
  return {
    isPostgres,
    text: sql`text`,
    time: sql`integer`,
    int: sql`integer`,
    flag: sql`integer`,
    json: sql`text`,
    sequence: sql`integer`,
  };
}
