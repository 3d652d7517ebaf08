import type { Config } from '#config';
import type { BackfillState } from '#platform/db/backfills.ts';
import type { Database } from '#platform/db/database.ts';
import { oldestAfter } from '#platform/db/migrations.ts';
import { UnsupportedSchemaError, type SchemaState } from '#platform/db/schema-state.ts';
import { megabytes, roomForBackup } from '#platform/db/sqlite/automatic-backup.ts';
import { oldestAtFirst } from '../../../migrations/0018_upgrades.ts';
import { backupFolder } from './bring-up-to-date.ts';

export interface PlannedMigration {
  name: string;
  /** `contract` takes something away that older code needs. */
  step: 'expand' | 'contract';
}

export interface BackupPlan {
  /** `none`: nothing is changed, or nothing is there yet. `by-hand`: somebody else has to make it. */
  kind: 'automatic' | 'by-hand' | 'none';
  /** Of an automatic one. */
  folder: string | null;
  neededBytes: number | null;
  freeBytes: number | null;
}

/** What `upgrade` would do. */
export interface UpgradePlan {
  location: string;
  isNew: boolean;
  migrations: PlannedMigration[];
  /** Applied by a newer version, which has only added something. */
  newer: readonly string[];
  /** What code has to know, at least, to work on the schema afterwards. */
  oldest: string;
  /** Whether processes of the version that the database is of now may go on meanwhile and afterwards. */
  isSurvived: boolean;
  /** Whether such processes could also be started afterwards; those of before versions were recorded refuse. */
  isReturnPossible: boolean;
  backfills: BackfillState[];
  backup: BackupPlan;
  /** What keeps it from being done. */
  problems: string[];
}

interface PlanDeps {
  config: Config;
  database: Database;
  backfills: { list(): Promise<BackfillState[]> };
}

/** Looks only. */
export async function planUpgrade({ config, database, backfills }: PlanDeps): Promise<UpgradePlan> {
  const state = await database.schemaState();
  const backup = await planBackup(config, database, state);
  // What a newer version has made of the tables, nobody here knows.
  const all = state.isSupported ? await backfills.list() : [];
  return {
    ...judgeSchema(state),
    location: database.location,
    backfills: all.filter(({ isFinished }) => !isFinished),
    backup,
    problems: problemsOf(state, backup),
  };
}

type SchemaPlan = Omit<UpgradePlan, 'location' | 'backfills' | 'backup' | 'problems'>;

function judgeSchema({ applied, pending, unknown, oldest: recorded }: SchemaState): SchemaPlan {
  const oldest = oldestAfter(recorded ?? oldestAtFirst, pending) ?? oldestAtFirst;
  const isNew = applied.length === 0;
  const isSurvived = isNew || applied.includes(oldest);
  return {
    isNew,
    migrations: pending.map((name) => ({ name, step: stepOf(name) })),
    newer: unknown,
    oldest,
    isSurvived,
    isReturnPossible: isSurvived && (isNew || recorded !== null || pending.length === 0),
  };
}

function stepOf(name: string): PlannedMigration['step'] {
  return oldestAfter(null, [name]) === null ? 'expand' : 'contract';
}

async function planBackup(config: Config, database: Database, state: SchemaState): Promise<BackupPlan> {
  const none: BackupPlan = { kind: 'none', folder: null, neededBytes: null, freeBytes: null };
  if (state.applied.length === 0 || state.pending.length === 0) return none;
  if (database.dialect === 'postgres' || !config.data.isBackedUpBeforeMigrating) {
    return { ...none, kind: 'by-hand' };
  }
  const { needed, free } = await roomForBackup(database.location, config.data.directory);
  return { kind: 'automatic', folder: backupFolder(config), neededBytes: needed, freeBytes: free };
}

function problemsOf(state: SchemaState, { neededBytes, freeBytes }: BackupPlan): string[] {
  const problems = state.isSupported ? [] : [new UnsupportedSchemaError(state).message];
  if (neededBytes !== null && freeBytes !== null && neededBytes > freeBytes) {
    problems.push(`A backup takes ${megabytes(neededBytes)}, and ${megabytes(freeBytes)} are free.`);
  }
  return problems;
}
