import type { Tx } from '#platform/db/schema.ts';
import type { NewEventRow } from './events.table.ts';

export async function insertEvent(tx: Tx, row: NewEventRow): Promise<void> {
  await tx.insertInto('events').values(row).execute();
}
