import type { KnownMigrations } from '../../src/platform/db/migrations.ts';
import { migrations } from '../../migrations/index.ts';

/** What the version knew whose newest migration this is. */
export function migrationsUpTo(newest: keyof typeof migrations): KnownMigrations {
  return Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= newest));
}

/** Of the commit in migrations/previous-release; a test of the deployment compares. */
export const newestOfPreviousRelease = '0016_console';
