import type { KnownMigrations } from '../../src/platform/db/migrations.ts';
import { migrations } from '../../migrations/index.ts';

/** What the version knew whose newest migration this is. */
export function migrationsUpTo(newest: keyof typeof migrations): KnownMigrations {
  return Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= newest));
}
