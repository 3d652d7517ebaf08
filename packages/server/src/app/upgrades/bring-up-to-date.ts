import { join } from 'node:path';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { backUpBeforeMigrating, type AutomaticBackup } from '#platform/db/sqlite/automatic-backup.ts';

export interface UpToDate {
  /** The migrations that ran. */
  applied: string[];
  /** Where the database is kept as it was before; null when nothing had to be kept, or could be. */
  backup: string | null;
}

interface Ground {
  config: Config;
  database: Database;
  clock: Clock;
  /** How far the copy is. */
  onProgress?: AutomaticBackup['onProgress'];
}

export function backupFolder(config: Config): string {
  return join(config.data.directory, 'backups');
}

/** Applies what is missing; a SQLite database that is in use is copied before, unless that is switched off. */
export async function bringUpToDate(ground: Ground): Promise<UpToDate> {
  const { config, database, clock, onProgress } = ground;
  const { applied, pending, isSupported } = await database.schemaState();
  const isChanged = isSupported && applied.length > 0 && pending.length > 0;
  const isKept = isChanged && database.dialect === 'sqlite' && config.data.isBackedUpBeforeMigrating;
  const backup = isKept
    ? await backUpBeforeMigrating({
        from: database.location,
        folder: backupFolder(config),
        pending,
        nowMs: clock.nowMs(),
        onProgress,
      })
    : null;
  return { applied: await database.migrate(), backup };
}
