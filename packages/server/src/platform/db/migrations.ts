import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from '../../../migrations/index.ts';

function migratorFor<T>(db: Kysely<T>): Migrator {
  const named: Record<string, Migration> = migrations;
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(named) } });
}

/** Kysely calls migrations corrupted that are only of another version. */
function explained(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /previously executed migration (\S+) is missing/.exec(message)?.[1];
  if (unknown !== undefined) {
    return new Error(
      `This database belongs to a newer Ostiary: it has the migration ${unknown}. Run that version, or restore a backup of before.`,
      { cause: error },
    );
  }
  return error instanceof Error ? error : new Error('A migration failed', { cause: error });
}

/** Applies what is missing, all or nothing; returns the names of what ran. */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<string[]> {
  const { error, results } = await migratorFor(db).migrateToLatest();
  if (error !== undefined) throw explained(error);
  return (results ?? []).map((result) => result.migrationName);
}

export async function listPendingMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const known = await migratorFor(db).getMigrations();
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}

/** Those that were applied to this database and are not known here: it belongs to a newer version. */
export async function listUnknownMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name).filter((name) => !Object.hasOwn(migrations, name));
}
