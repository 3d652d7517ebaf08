import type { Db } from '#platform/db/schema.ts';
import type { AccessDeps } from './access.deps.ts';
import type { Caller, Gift } from './access.types.ts';
import { refuse, type Refusal } from './guard.service.ts';

interface GiftOrder {
  caller: Caller;
  gift: Gift;
  /** What the audit entry is about. */
  target: { type: string; id: string };
}

const message = 'You cannot give more access to a service than you have there yourself.';

/**
 * What speaks against giving these roles and groups because of the access to services that they carry. Taking
 * them away needs no such question.
 */
export async function refusalToGive(
  { ports }: Pick<AccessDeps, 'ports'>,
  db: Db,
  { caller, gift, target }: GiftOrder,
): Promise<Refusal | undefined> {
  const beyond = await ports.beyondReach(db, caller, gift);
  if (beyond.size === 0) return undefined;
  return refuse({ code: 'access.cannot_grant', message, target }, ['permission services.manage']);
}
