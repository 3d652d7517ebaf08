import type { Caller, Subject } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { changedFields, mergeUser, needsPermission } from './user-changes.rules.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import type { UserDeps } from './users.deps.ts';
import { invalidUser } from './users.errors.ts';
import { deleteUser, findUser, hasActiveSuperuser, lockUser, updateUser } from './users.store.ts';
import type { NewUser, User, UserService } from './users.types.ts';

type Action = 'user.update' | 'user.deactivate' | 'user.reactivate';

async function subjectOf(deps: UserDeps, user: User): Promise<Subject> {
  const access = await deps.access.accessOf(deps.database.db, user.id);
  return { ...access, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
}

/** Refuses unless the caller may do this to the target as it is and as it would become. */
async function authorize(
  deps: UserDeps,
  caller: Caller,
  act: { permission: string; targetId: string; changes: NewUser },
): Promise<void> {
  await deps.access.requirePermission(caller, act.permission);
  const user = await findUser(deps.database.db, act.targetId);
  if (!user) throw new AppError('users.not_found');
  const target = await subjectOf(deps, user);
  const { isStaff = false, isSuperuser = false } = act.changes;
  // One question for both: at least what the target holds, and no flag beyond one's own.
  await deps.access.requireAtLeast(caller, {
    ...target,
    isStaff: target.isStaff || isStaff,
    isSuperuser: target.isSuperuser || isSuperuser,
  });
}

/**
 * Call after the audit entry: its chain is locked until the transaction ends, so of two administrators who
 * remove each other at the same moment the second one sees what the first one did.
 */
async function keepOneAdministrator(tx: Tx, before: User): Promise<void> {
  if (!before.isSuperuser || !before.isActive) return;
  if (!(await hasActiveSuperuser(tx))) throw new AppError('users.last_administrator');
}

interface Expected {
  id: string;
  expectedVersion: number | undefined;
}

interface Order extends Expected {
  act: Act;
}

/** The user as they are now, which is what the caller expects if they expect anything. */
async function lockExpected(tx: Tx, { id, expectedVersion }: Expected): Promise<User> {
  const user = await lockUser(tx, id);
  if (!user) throw new AppError('users.not_found');
  if (expectedVersion !== undefined && expectedVersion !== user.version) {
    throw new AppError('request.precondition_failed');
  }
  return user;
}

async function applyChanges(
  deps: UserDeps,
  tx: Tx,
  order: Order & { changes: NewUser; action: Action },
): Promise<User> {
  const { act } = order;
  const before = await lockExpected(tx, order);
  const after = mergeUser(before, order.changes, deps.clock.nowMs());
  const problems = checkIdentity(after);
  if (problems.length > 0) throw invalidUser(problems);
  const changed = changedFields(before, after);
  if (changed.length === 0) return before;
  await updateUser(tx, after);
  if (before.isActive && !after.isActive)
    await deps.ports.endEverything(tx, act, { userId: after.id, reason: 'user_deactivated' });
  await deps.events.emit(tx, {
    type: 'user.updated',
    subjectId: after.id,
    data: { changed, is_active: after.isActive },
  });
  await deps.audit.record(tx, act, {
    action: order.action,
    outcome: 'success',
    target: { type: 'user', id: after.id },
    details: { changed },
  });
  await keepOneAdministrator(tx, before);
  return after;
}

async function eraseUser(...[deps, tx, act, before]: [UserDeps, Tx, Act, User]): Promise<void> {
  await deps.ports.endEverything(tx, act, { userId: before.id, reason: 'user_deleted' });
  await deleteUser(tx, before.id);
  await deps.events.emit(tx, { type: 'user.deleted', subjectId: before.id });
  await deps.audit.record(tx, act, {
    action: 'user.delete',
    outcome: 'success',
    target: { type: 'user', id: before.id },
  });
  await keepOneAdministrator(tx, before);
}

async function change(
  deps: UserDeps,
  order: Expected & { caller: Caller; input: NewUser; action: Action },
): Promise<User> {
  const { input, caller, ...rest } = order;
  const { user: changes, problems } = readProfile(input);
  if (needsPermission(caller, order.id, input)) {
    await authorize(deps, caller, { permission: 'users.update', targetId: order.id, changes: input });
  }
  if (problems.length > 0) throw invalidUser(problems);
  return deps.database.write((tx) => applyChanges(deps, tx, { ...rest, act: caller.act, changes }));
}

/** What is done to accounts that exist. */
export function createUserAdministration(
  deps: UserDeps,
): Pick<
  UserService,
  'update' | 'deactivate' | 'reactivate' | 'delete' | 'erase' | 'requireMayDelete' | 'lock' | 'setActive'
> {
  const requireMayDelete: UserService['requireMayDelete'] = (caller, id) =>
    authorize(deps, caller, { permission: 'users.delete', targetId: id, changes: {} });
  return {
    requireMayDelete,
    lock: lockUser,
    setActive: (tx, act, { id, isActive }) =>
      applyChanges(deps, tx, {
        ...{ act, id, expectedVersion: undefined, changes: { isActive } },
        action: isActive ? 'user.reactivate' : 'user.deactivate',
      }),
    update: (...[caller, id, input, expectedVersion]) =>
      change(deps, { caller, id, expectedVersion, input, action: 'user.update' }),
    deactivate: (caller, id, expectedVersion) =>
      change(deps, { caller, id, expectedVersion, input: { isActive: false }, action: 'user.deactivate' }),
    reactivate: (caller, id, expectedVersion) =>
      change(deps, { caller, id, expectedVersion, input: { isActive: true }, action: 'user.reactivate' }),
    async delete(caller, id, expectedVersion) {
      await requireMayDelete(caller, id);
      await deps.database.write(async (tx) =>
        eraseUser(deps, tx, caller.act, await lockExpected(tx, { id, expectedVersion })),
      );
    },
    async erase(tx, act, id) {
      const user = await lockExpected(tx, { id, expectedVersion: undefined });
      await eraseUser(deps, tx, act, user);
      return user;
    },
  };
}
