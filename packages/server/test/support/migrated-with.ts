import type { TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { migrations } from '../../migrations/index.ts';

const named: Record<string, Migration> = migrations;
const names = Object.keys(named).sort();

/** All before the one that is tested, then what stood in the database at that time, then that one; all or nothing. */
export async function migrateWith(
  { database }: TestDatabase,
  tested: keyof typeof migrations,
  prepare: readonly string[],
): Promise<void> {
  await database.write(async (tx) => {
    for (const name of names.slice(0, names.indexOf(tested))) await named[name]?.up(tx);
    for (const statement of prepare) await sql.raw(statement).execute(tx);
    await named[tested]?.up(tx);
  });
}
