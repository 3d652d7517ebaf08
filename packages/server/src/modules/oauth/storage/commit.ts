import type { Database } from '#platform/db/database.ts';
import { LostRace, type UnitOfWork } from './unit-of-work.ts';

/**
 * Writes what was gathered, in one transaction. Errors: LostRace when a single-use thing was used meanwhile,
 * after what follows from that is written; AppError `service.unavailable`.
 */
export async function commit(
  database: Database,
  unit: UnitOfWork,
  outcome: 'success' | 'refusal',
): Promise<void> {
  const writes = unit.writesFor(outcome);
  if (writes.length === 0) return;
  try {
    await database.write(async (tx) => {
      for (const write of writes) await write(tx);
    });
  } catch (error) {
    if (error instanceof LostRace && error.follow) await database.write(error.follow);
    throw error;
  }
}
