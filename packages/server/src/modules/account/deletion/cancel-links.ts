import type { Clock } from '#platform/clock.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { randomSecret } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import { consumeLinkOf, deleteLinksOfUser, findLink, insertLink } from '../links/links.store.ts';
import type { OneTimeLink } from '../links/links.table.ts';
import type { PendingDeletion } from '../own-accounts.types.ts';

const purpose = 'cancel-deletion';

interface Deps {
  clock: Clock;
  sealer: Sealer;
  config: { publicUrl: string };
}

function presented({ sealer, clock }: Deps, token: string) {
  const tokenHash = sealer.mac('one-time-link', `${purpose}.${token}`).toString('base64url');
  return { tokenHash, purpose, now: clock.nowMs() } as const;
}

/** An address that takes the deletion back, for as long as that can be done. Those before it are void. */
export async function issueCancelLink(
  deps: Deps,
  tx: Tx,
  { userId, dueAt, email }: PendingDeletion & { email: string },
): Promise<string> {
  const token = randomSecret();
  await deleteCancelLinks(tx, userId);
  await insertLink(tx, { ...presented(deps, token), userId, data: { email }, expiresAt: dueAt });
  return `${deps.config.publicUrl}/keep-account?token=${token}`;
}

export function findCancelLink(deps: Deps, db: Db, token: string): Promise<OneTimeLink | undefined> {
  return findLink(db, presented(deps, token));
}

/** For exactly one of any number of concurrent callers. */
export function consumeCancelLink(deps: Deps, tx: Tx, token: string): Promise<OneTimeLink | undefined> {
  return consumeLinkOf(tx, presented(deps, token));
}

export function deleteCancelLinks(tx: Tx, userId: string): Promise<void> {
  return deleteLinksOfUser(tx, userId, [purpose]);
}
