import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import { readSchemaState, type SchemaState } from '../schema-state.ts';
import type { Db, Tables } from '../schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface ExaminedFile {
  /** What is wrong with it, in words; empty when it is whole. */
  problems: string[];
  /** Undefined when the file is too damaged to say. */
  schema?: SchemaState;
}

/** A few of them say enough. */
const maxProblems = 10;

/**
 * Proves that a file is a whole database of ours, and lets `look` look further when it is. Nothing is written to
 * the file. Errors: only those of `look`.
 */
export async function examineSqliteFile(
  path: string,
  look: (db: Db) => Promise<string[]>,
): Promise<ExaminedFile> {
  let raw: SqliteConnection.Database | undefined;
  try {
    // Not read-only, which would leave a log and its index beside a file that was copied while in use.
    raw = new SqliteConnection(path, { fileMustExist: true });
    const problems = damagesOf(raw);
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
    if (problems.length > 0) return { problems };
    const schema = await readSchemaState(db);
    problems.push(...problemsOf(schema));
    if (problems.length === 0) problems.push(...(await look(db)));
    return { problems, schema };
  } catch (error) {
    if (!(error instanceof SqliteConnection.SqliteError)) throw error;
    return { problems: [`It cannot be read as a SQLite database: ${error.message}.`] };
  } finally {
    raw?.close();
  }
}

function damagesOf(raw: SqliteConnection.Database): string[] {
  const found = raw.pragma(`integrity_check(${maxProblems})`) as { integrity_check: string }[];
  const damages = found.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  if (damages.length > 0) return damages;
  const missing = raw.pragma('foreign_key_check') as {
    table: string;
    rowid: number | null;
    parent: string;
  }[];
  return missing
    .slice(0, maxProblems)
    .map(({ table, parent }) => `A row of ${table} belongs to one of ${parent} that is not there.`);
}

function problemsOf({ applied, unknown, isSupported }: SchemaState): string[] {
  if (applied.length === 0) return ['It is not a database of Ostiary: it has none of its migrations.'];
  return isSupported ? [] : [`It belongs to a newer Ostiary, which has the migration ${unknown.join(', ')}.`];
}
