import type { Tx } from '#platform/db/schema.ts';
import { isSameEmail } from './identifiers/email.rules.ts';
import { checkIdentity, readProfile } from './profile.rules.ts';
import { changedFields, mergeUser } from './user-changes.rules.ts';
import type { UserDeps } from './users.deps.ts';
import { invalidUser } from './users.errors.ts';
import { lockUser, updateUser } from './users.store.ts';
import type { ConfirmedEmail, ConfirmedUser } from './users.types.ts';

/** See UserService.confirmEmail. */
export async function confirmEmail(
  deps: UserDeps,
  tx: Tx,
  confirmed: ConfirmedEmail,
): Promise<ConfirmedUser | undefined> {
  const { userId, email, isNew = false, firstName, lastName } = confirmed;
  const before = await lockUser(tx, userId);
  if (!before?.isActive || (!isNew && !isSameEmail(before.email, email))) return undefined;
  const read = readProfile({
    ...(isNew && { email }),
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    isEmailVerified: true,
  });
  const after = mergeUser(before, read.user, deps.clock.nowMs());
  const problems = read.problems.length > 0 ? read.problems : checkIdentity(after);
  if (problems.length > 0) throw invalidUser(problems);
  const changed = changedFields(before, after);
  if (changed.length === 0) return { before, user: before, changed };
  await updateUser(tx, after);
  const data = { changed, is_active: after.isActive };
  await deps.events.emit(tx, { type: 'user.updated', subjectId: userId, data });
  return { before, user: after, changed };
}
