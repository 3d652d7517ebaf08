import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from '../../../migrations/index.ts';

function migratorFor<T>(db: Kysely<T>): Migrator {
  const named: Record<string, Migration> = migrations;
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(named) } });
}

/** Applies what is missing, all or nothing; returns the names of what ran. */
export async function migrateToLatest<T>(db: Kysely<T>): Promise<string[]> {
  const { error, results } = await migratorFor(db).migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

export async function listPendingMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const known = await migratorFor(db).getMigrations();
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}
