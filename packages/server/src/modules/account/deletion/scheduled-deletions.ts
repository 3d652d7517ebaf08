import type { Caller } from '#modules/access';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { PendingDeletion } from '../own-accounts.types.ts';
import { deleteCancelLinks } from './cancel-links.ts';
import type { DeletionDeps } from './deletion.deps.ts';
import { consumeDeletion, findDeletion, insertDeletion, takeOverDeletion } from './deletion.store.ts';
import { tellKept } from './tell-kept.ts';

/** Nobody knows what somebody reads who is not there. */
const language = 'en';

function deciderOf({ act: { actor } }: Caller): string {
  return actor.type === 'user' && actor.id !== null ? actor.id : 'operator';
}

async function writeDown(
  deps: DeletionDeps,
  tx: Tx,
  decided: { caller: Caller; pending: PendingDeletion; isNew: boolean },
): Promise<PendingDeletion> {
  const { caller, pending, isNew } = decided;
  if (isNew) await insertDeletion(tx, pending);
  else await takeOverDeletion(tx, pending);
  // A way back that its owner had is none any more.
  await deleteCancelLinks(tx, pending.userId);
  await deps.audit.record(tx, caller.act, {
    action: 'user.schedule_deletion',
    outcome: 'success',
    target: { type: 'user', id: pending.userId },
    details: { due_at: isoTime(pending.dueAt) },
  });
  return pending;
}

/** See DeletionService. */
export async function scheduleDeletion(
  deps: DeletionDeps,
  caller: Caller,
  userId: string,
): Promise<PendingDeletion | null> {
  const graceMs = deps.config.account.deletionGraceSeconds * 1000;
  if (graceMs === 0) {
    await deps.users.delete(caller, userId);
    return null;
  }
  await deps.users.requireMayDelete(caller, userId);
  return deps.database.write(async (tx) => {
    const user = await deps.users.lock(tx, userId);
    if (!user) throw new AppError('users.not_found');
    const before = await findDeletion(tx, userId);
    // Closed even if somebody opened the account again after it was decided: that is what was asked for now.
    await deps.users.setActive(tx, caller.act, { id: userId, isActive: false });
    if (before && before.requestedBy !== null) return before;
    const now = deps.clock.nowMs();
    const pending: PendingDeletion = {
      ...(before ?? { userId, requestedAt: now, dueAt: now + graceMs }),
      ...{ requestedBy: deciderOf(caller), wasActive: user.isActive },
    };
    return writeDown(deps, tx, { caller, pending, isNew: before === undefined });
  });
}

/** See DeletionService. */
export async function callOffDeletion(deps: DeletionDeps, caller: Caller, userId: string): Promise<void> {
  await deps.users.requireMayDelete(caller, userId);
  const wasPending = await deps.database.write(async (tx) => {
    const user = await deps.users.lock(tx, userId);
    const pending = user && (await consumeDeletion(tx, userId));
    if (!pending) return false;
    await deleteCancelLinks(tx, userId);
    if (pending.requestedBy === null) await tellKept(deps, tx, { user, language });
    await deps.audit.record(tx, caller.act, {
      action: 'user.call_off_deletion',
      outcome: 'success',
      target: { type: 'user', id: userId },
    });
    if (pending.wasActive === true)
      await deps.users.setActive(tx, caller.act, { id: userId, isActive: true });
    return true;
  });
  if (!wasPending) throw new AppError('users.deletion_not_found');
}
