import { PostgresAdapter, sql, type Kysely } from 'kysely';
import { migrations } from '../../../migrations/index.ts';
import { OperatorError } from '../operator-error.ts';
import type { Tables } from './schema.ts';

/** What was done to the schema of a database, compared with what this version knows. */
export interface SchemaState {
  /** In their order. */
  applied: readonly string[];
  /** Known here and not yet applied. */
  pending: readonly string[];
  /** Applied and not known here: a newer version was at work. */
  unknown: readonly string[];
  /** Code works on this schema if it knows this migration; null while none has said so. */
  oldest: string | null;
  /** Whether this version may work on it, once what is pending is done. */
  isSupported: boolean;
}

/** A newer version has changed the schema in a way that this version cannot work with. */
export class UnsupportedSchemaError extends OperatorError {
  constructor({ unknown, pending, oldest }: Pick<SchemaState, 'unknown' | 'pending' | 'oldest'>) {
    const lacking =
      pending.length > 0 ? ` It lacks ${pending.join(', ')}, which this version would have made before.` : '';
    const needed = oldest === null || lacking !== '' ? lacking : ` It takes a version that knows ${oldest}.`;
    super(`This database belongs to a newer Ostiary: it has the migration ${unknown.join(', ')}.${needed}`, {
      hint: 'Run that version or a later one, or restore a backup of before the upgrade.',
    });
    this.name = 'UnsupportedSchemaError';
  }
}

type Reader = Kysely<Tables>;

export async function readSchemaState(
  db: Reader,
  known: Readonly<Record<string, unknown>> = migrations,
): Promise<SchemaState> {
  const isThere = await hasTable(db, 'kysely_migration');
  const rows = isThere
    ? await db.selectFrom('kysely_migration').select('name').orderBy('name').execute()
    : [];
  const applied = rows.map(({ name }) => name);
  const unknown = applied.filter((name) => !Object.hasOwn(known, name));
  const pending = Object.keys(known)
    .sort()
    .filter((name) => !applied.includes(name));
  const oldest = await readOldest(db);
  const isCompatible = pending.length === 0 && oldest !== null && Object.hasOwn(known, oldest);
  return { applied, pending, unknown, oldest, isSupported: unknown.length === 0 || isCompatible };
}

async function readOldest(db: Reader): Promise<string | null> {
  if (!(await hasTable(db, 'schema_support'))) return null;
  const row = await db.selectFrom('schema_support').select('oldest').executeTakeFirst();
  return row?.oldest ?? null;
}

async function hasTable(db: Reader, name: string): Promise<boolean> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const { rows } = await (
    isPostgres
      ? sql<{ name: string | null }>`select to_regclass(${name})::text as name`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name = ${name}`
  ).execute(db);
  return rows.some((row) => row.name !== null);
}
