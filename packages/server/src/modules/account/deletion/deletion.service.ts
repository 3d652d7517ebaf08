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
import { callOffDeletion, scheduleDeletion } from './scheduled-deletions.ts';
import { tellKept } from './tell-kept.ts';

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
  const wanted = { userId: user.id, requestedAt: now, dueAt, requestedBy: null, wasActive: null };
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
    if (!(await deps.users.lock(tx, user.id))) throw new AppError('users.not_found');
    // Said now rather than when it is due, when nobody is there to hear it.
    if (user.isSuperuser && !(await deps.users.hasAdministrator(tx, [user.id]))) {
      throw new AppError('users.last_administrator');
    }
    return writeDown(deps, tx, wish);
  });
}

/** By its owner, whose account is locked. */
async function takeBack(
  deps: DeletionDeps,
  tx: Tx,
  { act, user }: { act: Act; user: User },
): Promise<'done' | 'missing' | 'decided'> {
  const pending = await findDeletion(tx, user.id);
  if (!pending) return 'missing';
  if (pending.requestedBy !== null) return 'decided';
  await consumeDeletion(tx, user.id);
  await deleteCancelLinks(tx, user.id);
  await tellKept(deps, tx, { user, language: readerOf(act) });
  await deps.audit.record(tx, act, {
    action: 'user.cancel_deletion',
    outcome: 'success',
    target: { type: 'user', id: user.id },
  });
  return 'done';
}

function cancelByLink(deps: DeletionDeps, act: Act, token: string): Promise<User> {
  return deps.database.write(async (tx) => {
    const found = await findCancelLink(deps, tx, token);
    const user = found && (await deps.users.lock(tx, found.userId));
    const link = user && (await consumeCancelLink(deps, tx, token));
    const isKept = link && (await takeBack(deps, tx, { act: actOf(act, user), user })) === 'done';
    if (!isKept) throw new AppError('login.link_invalid');
    return user;
  });
}

async function cancel(deps: DeletionDeps, act: Act, user: User): Promise<void> {
  const outcome = await deps.database.write(async (tx) => {
    const locked = await deps.users.lock(tx, user.id);
    return locked ? takeBack(deps, tx, { act, user: locked }) : 'missing';
  });
  if (outcome === 'missing') throw new AppError('users.deletion_not_found');
  if (outcome === 'decided') throw new AppError('users.deletion_decided');
}

/** Deleting an account, by its owner or by an administrator. See DeletionService. */
export function createDeletionService(deps: DeletionDeps): DeletionService {
  const { db } = deps.database;
  return {
    graceSeconds: deps.config.account.deletionGraceSeconds,
    request: (act, user, keepSessionId) => request(deps, { act, user, keepSessionId }),
    find: findDeletion,
    cancel: (act, user) => cancel(deps, act, user),
    async findCancellation(token) {
      const link = await findCancelLink(deps, db, token);
      const user = link && (await deps.users.find(db, link.userId));
      return user && { userId: user.id, email: link.email };
    },
    cancelByLink: (act, token) => cancelByLink(deps, act, token),
    schedule: (caller, userId) => scheduleDeletion(deps, caller, userId),
    callOff: (caller, userId) => callOffDeletion(deps, caller, userId),
    deleteDue: () => deleteDue(deps),
  };
}
