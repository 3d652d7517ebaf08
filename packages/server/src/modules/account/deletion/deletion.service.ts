import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { actOf } from '../act-of.ts';
import { readerOf } from '../mailing.ts';
import type { DeletionService, PendingDeletion } from '../own-accounts.types.ts';
import { consumeCancelLink, deleteCancelLinks, findCancelLink, issueCancelLink } from './cancel-links.ts';
import type { DeletionDeps } from './deletion.deps.ts';
import { consumeDeletion, findDeletion, insertDeletion } from './deletion.store.ts';
import { deleteDue, eraseAndTell } from './due-deletions.ts';

interface Wish {
  act: Act;
  user: User;
  keepSessionId: string | undefined;
}

/** Asked for twice, it is due when it was due before, and the link of the first mail is still good. */
async function writeDown(deps: DeletionDeps, tx: Tx, wish: Wish): Promise<PendingDeletion> {
  const { act, user } = wish;
  const now = deps.clock.nowMs();
  const dueAt = now + deps.config.account.deletionGraceSeconds * 1000;
  const wanted: PendingDeletion = { userId: user.id, requestedAt: now, dueAt };
  await deps.sessions.endAll(tx, act, user.id, 'deletion_requested', wish.keepSessionId);
  if (!(await insertDeletion(tx, wanted))) return (await findDeletion(tx, user.id)) ?? wanted;
  if (user.email !== null) {
    const cancelLink = await issueCancelLink(deps, tx, { ...wanted, email: user.email });
    const values = { due: isoTime(dueAt), cancelLink };
    const letter = { to: user.email, language: readerOf(act) };
    await deps.mail.enqueue(tx, { ...letter, template: 'deletion-requested', values });
  }
  await deps.audit.record(tx, act, {
    action: 'user.request_deletion',
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { due_at: isoTime(dueAt) },
  });
  return wanted;
}

async function request(deps: DeletionDeps, wish: Wish): Promise<PendingDeletion | null> {
  const { act, user } = wish;
  if (deps.config.account.deletionGraceSeconds === 0) {
    await deps.database.write((tx) => eraseAndTell(deps, tx, { act, userId: user.id }));
    return null;
  }
  return deps.database.write(async (tx) => {
    // Said now rather than when it is due, when nobody is there to hear it.
    if (user.isSuperuser && !(await deps.users.hasAdministrator(tx, [user.id]))) {
      throw new AppError('users.last_administrator');
    }
    return writeDown(deps, tx, wish);
  });
}

/** False when there was nothing to take back. */
async function takeBack(
  deps: DeletionDeps,
  tx: Tx,
  { act, user }: { act: Act; user: User },
): Promise<boolean> {
  if (!(await consumeDeletion(tx, user.id))) return false;
  await deleteCancelLinks(tx, user.id);
  if (user.email !== null) {
    const letter = { to: user.email, language: readerOf(act) };
    const values = { time: isoTime(deps.clock.nowMs()) };
    await deps.mail.enqueue(tx, { ...letter, template: 'deletion-cancelled', values });
  }
  await deps.audit.record(tx, act, {
    action: 'user.cancel_deletion',
    outcome: 'success',
    target: { type: 'user', id: user.id },
  });
  return true;
}

function cancelByLink(deps: DeletionDeps, act: Act, token: string): Promise<User> {
  return deps.database.write(async (tx) => {
    const link = await consumeCancelLink(deps, tx, token);
    const user = link && (await deps.users.find(tx, link.userId));
    const isKept = user !== undefined && (await takeBack(deps, tx, { act: actOf(act, user), user }));
    if (!isKept) throw new AppError('login.link_invalid');
    return user;
  });
}

/** Deleting one's own account. See DeletionService. */
export function createDeletionService(deps: DeletionDeps): DeletionService {
  const { db } = deps.database;
  return {
    request: (act, user, keepSessionId) => request(deps, { act, user, keepSessionId }),
    find: findDeletion,
    async cancel(act, user) {
      const wasPending = await deps.database.write((tx) => takeBack(deps, tx, { act, user }));
      if (!wasPending) throw new AppError('users.deletion_not_found');
    },
    async findCancellation(token) {
      const link = await findCancelLink(deps, db, token);
      const user = link && (await deps.users.find(db, link.userId));
      return user && { userId: user.id, email: link.email };
    },
    cancelByLink: (act, token) => cancelByLink(deps, act, token),
    deleteDue: () => deleteDue(deps),
  };
}
