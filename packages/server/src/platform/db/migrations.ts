import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresAdapter, sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Backfill } from '../../../migrations/backfills/backfill.types.ts';
import { migrations } from '../../../migrations/index.ts';
import { systemClock } from '../clock.ts';
import { doWithin, markFinished } from './backfills.ts';
import { OperatorError } from '../operator-error.ts';
import { databaseErrorCode } from './db-errors.ts';
import type { Tables } from './schema.ts';
import { readSchemaState, UnsupportedSchemaError } from './schema-state.ts';

/** One step of the schema. See migrations/index.ts for what `oldest` and `after` promise. */
export interface KnownMigration extends Migration {
  oldest?: string;
  after?: Readonly<Record<string, Backfill>>;
}

export type KnownMigrations = Readonly<Record<string, KnownMigration>>;

const ours: KnownMigrations = migrations;

const lockTimeoutMs = 2_000;
const pauseMs = 1_000;
/** Some minutes. */
const maxAttempts = 100;

/**
 * Whoever takes something away does so after what fills in its place, once more from the beginning, since older
 * processes may have written meanwhile; and says in the same transaction who can no longer work here.
 */
function withItsPromises({ up, oldest, after = {} }: KnownMigration): Migration {
  return {
    async up(db: Kysely<Tables>) {
      await limitWaiting(db);
      for (const [name, backfill] of Object.entries(after)) {
        await doWithin(db, backfill);
        await markFinished(db, name, systemClock.nowMs());
      }
      await up(db);
      if (oldest === undefined) return;
      await sql`update schema_support set oldest = ${oldest} where oldest < ${oldest}`.execute(db);
    },
  };
}

/** Whoever waits for a table makes everybody else wait who comes after: so not for long, but again and again. */
async function limitWaiting(db: Kysely<Tables>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`set local lock_timeout = ${sql.lit(lockTimeoutMs)}`.execute(db);
}

function migratorFor(db: Kysely<Tables>, known: KnownMigrations): Migrator {
  const named = Object.fromEntries(
    Object.entries(known).map(([name, migration]) => [name, withItsPromises(migration)]),
  );
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(named) } });
}

/** Somebody has used a table for longer than others may be held up. */
function isHeldUp(error: unknown): boolean {
  return databaseErrorCode(error) === '55P03';
}

/** Between looking and locking, a process of a newer version was here. */
function isOvertaken(error: unknown): boolean {
  return error instanceof Error && /previously executed migration \S+ is missing/.test(error.message);
}

/**
 * Applies what is missing, all or nothing; returns the names of what ran. A schema that a newer version has only added
 * to is left as it is. Errors: UnsupportedSchemaError when this version is too old for it; OperatorError when a table was
 * in use for minutes.
 */
export async function migrateToLatest(db: Kysely<Tables>, known: KnownMigrations = ours): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    const state = await readSchemaState(db, known);
    if (!state.isSupported) throw new UnsupportedSchemaError(state);
    if (state.unknown.length > 0) return [];
    const { error, results } = await migratorFor(db, known).migrateToLatest();
    if (error === undefined) return (results ?? []).map((result) => result.migrationName);
    if (isOvertaken(error)) continue;
    if (!isHeldUp(error))
      throw error instanceof Error ? error : new Error('A migration failed', { cause: error });
    if (attempt >= maxAttempts) {
      throw new OperatorError(
        'A table that migrations change was in use all the time. Nothing was changed.',
        {
          cause: error,
          hint: 'Look for long transactions in pg_stat_activity, and try again.',
        },
      );
    }
    await sleep(pauseMs);
  }
}

/** The oldest code that works once `names` were applied, too; the recorded one when none of them takes anything away. */
export function oldestAfter(
  recorded: string | null,
  names: readonly string[],
  known: KnownMigrations = ours,
): string | null {
  const named = names.flatMap((name) => known[name]?.oldest ?? []);
  return [...named, ...(recorded === null ? [] : [recorded])].sort().at(-1) ?? null;
}
