import type { Db, Tx } from '#platform/db/schema.ts';
import type { LinkPurpose } from './links.table.ts';

export interface NewLink {
  tokenHash: string;
  purpose: LinkPurpose;
  now: number;
  expiresAt: number;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx
    .insertInto('one_time_links')
    .values({
      token_hash: link.tokenHash,
      purpose: link.purpose,
      subject_id: null,
      data: null,
      created_at: link.now,
      expires_at: link.expiresAt,
      consumed_at: null,
    })
    .execute();
}

export async function hasLiveLink(
  db: Db,
  link: { tokenHash: string; purpose: LinkPurpose; now: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('one_time_links')
    .select('token_hash')
    .where('token_hash', '=', link.tokenHash)
    .where('purpose', '=', link.purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', link.now)
    .executeTakeFirst();
  return row !== undefined;
}

/** True for exactly one of any number of concurrent callers. */
export async function consumeLink(
  tx: Tx,
  link: { tokenHash: string; purpose: LinkPurpose; now: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('one_time_links')
    .set({ consumed_at: link.now })
    .where('token_hash', '=', link.tokenHash)
    .where('purpose', '=', link.purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', link.now)
    .returning('token_hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteLinksOf(tx: Tx, purpose: LinkPurpose): Promise<void> {
  await tx.deleteFrom('one_time_links').where('purpose', '=', purpose).execute();
}

export async function deleteExpiredLinks(tx: Tx, now: number): Promise<number> {
  const result = await tx.deleteFrom('one_time_links').where('expires_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
