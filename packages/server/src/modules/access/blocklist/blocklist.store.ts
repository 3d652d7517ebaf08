import type { Db, Tx } from '#platform/db/schema.ts';
import { toAddressBlock } from '../access.table.ts';
import type { AddressBlock, BlockListing } from '../access.types.ts';

/** Those in force at `now`, oldest first. */
export async function listBlocks(db: Db, now: number): Promise<AddressBlock[]> {
  const rows = await db
    .selectFrom('address_blocks')
    .selectAll()
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id')
    .execute();
  return rows.map(toAddressBlock);
}

/** Those in force at `now`, by one run of an index: of ids, which ascend with time, or of ranges. */
export async function listBlockPage(db: Db, now: number, listing: BlockListing): Promise<AddressBlock[]> {
  const { limit, order, after, search } = listing;
  const column = order === 'range' ? 'range' : 'id';
  const isBackwards = order === '-created_at';
  let query = db
    .selectFrom('address_blocks')
    .selectAll()
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy(column, isBackwards ? 'desc' : 'asc')
    .limit(limit);
  if (after !== undefined) query = query.where(column, isBackwards ? '<' : '>', after);
  // Ranges are written in digits, small letters and punctuation: everything beyond is later.
  if (search !== undefined) query = query.where('range', '>=', search).where('range', '<', `${search}~`);
  return (await query.execute()).map(toAddressBlock);
}

/** A range that is there already gets the new reason and end. */
export async function upsertBlock(tx: Tx, block: AddressBlock): Promise<AddressBlock> {
  const row = await tx
    .insertInto('address_blocks')
    .values({
      id: block.id,
      range: block.range,
      reason: block.reason,
      created_at: block.createdAt,
      expires_at: block.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.column('range').doUpdateSet({ reason: block.reason, expires_at: block.expiresAt }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAddressBlock(row);
}

export async function deleteBlock(tx: Tx, range: string): Promise<AddressBlock | undefined> {
  const row = await tx
    .deleteFrom('address_blocks')
    .where('range', '=', range)
    .returningAll()
    .executeTakeFirst();
  return row && toAddressBlock(row);
}

export async function deleteExpiredBlocks(tx: Tx, now: number): Promise<number> {
  const rows = await tx.deleteFrom('address_blocks').where('expires_at', '<=', now).returning('id').execute();
  return rows.length;
}
