import type { Db, Tx } from '#platform/db/schema.ts';
import {
  linkColumns,
  toData,
  toLink,
  type LinkData,
  type LinkPurpose,
  type OneTimeLink,
} from './links.table.ts';

interface Presented {
  tokenHash: string;
  purpose: LinkPurpose;
  /** Epoch milliseconds. */
  now: number;
}

export interface NewLink extends Presented {
  expiresAt: number;
  /** Whose it is; nobody's for the link that sets up. */
  userId?: string;
  data?: LinkData;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx
    .insertInto('one_time_links')
    .values({
      token_hash: link.tokenHash,
      purpose: link.purpose,
      subject_id: link.userId ?? null,
      data: link.data === undefined ? null : toData(link.data),
      created_at: link.now,
      expires_at: link.expiresAt,
      consumed_at: null,
    })
    .execute();
}

function findLive(db: Db, { tokenHash, purpose, now }: Presented) {
  return db
    .selectFrom('one_time_links')
    .select(linkColumns)
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

function consume(tx: Tx, { tokenHash, purpose, now }: Presented) {
  return tx
    .updateTable('one_time_links')
    .set({ consumed_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(linkColumns)
    .executeTakeFirst();
}

export async function hasLiveLink(db: Db, link: Presented): Promise<boolean> {
  return (await findLive(db, link)) !== undefined;
}

/** Uses nothing up. */
export async function findLink(db: Db, link: Presented): Promise<OneTimeLink | undefined> {
  const row = await findLive(db, link);
  return row && toLink(row);
}

/** True for exactly one of any number of concurrent callers. */
export async function consumeLink(tx: Tx, link: Presented): Promise<boolean> {
  return (await consume(tx, link)) !== undefined;
}

/** The link, for exactly one of any number of concurrent callers. */
export async function consumeLinkOf(tx: Tx, link: Presented): Promise<OneTimeLink | undefined> {
  const row = await consume(tx, link);
  return row && toLink(row);
}

export async function deleteLinksOf(tx: Tx, purpose: LinkPurpose): Promise<void> {
  await tx.deleteFrom('one_time_links').where('purpose', '=', purpose).execute();
}

export async function deleteLinksOfUser(
  tx: Tx,
  userId: string,
  purposes: readonly LinkPurpose[],
): Promise<void> {
  await tx
    .deleteFrom('one_time_links')
    .where('subject_id', '=', userId)
    .where('purpose', 'in', purposes)
    .execute();
}

export async function deleteExpiredLinks(tx: Tx, now: number): Promise<number> {
  const result = await tx.deleteFrom('one_time_links').where('expires_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
