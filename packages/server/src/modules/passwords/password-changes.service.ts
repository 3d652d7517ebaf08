import type { Caller, Subject } from '#modules/access';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { isoTime } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { pickLanguage } from '#platform/language.rules.ts';
import { checkPassword } from './policy/policy.service.ts';
import type { Core } from './passwords.deps.ts';
import { replaceHash, upsertHash } from './passwords.store.ts';
import type { PasswordService } from './passwords.types.ts';
import { provePassword } from './proof.service.ts';

type Change = Parameters<PasswordService['change']>[1];

/** By what its owner signs in. */
export function loginsOf({ email, username }: Pick<User, 'email' | 'username'>): string[] {
  return [email, username].filter((login) => login !== null);
}

interface Done {
  act: Act;
  user: User;
  action: 'password.change' | 'password.reset';
  keepSessionId?: string;
}

/** For whoever did not do it themselves; in their own language if they did. */
async function tell({ mail, clock, publicUrl }: Core, tx: Tx, { act, user, action }: Done): Promise<void> {
  if (user.email === null) return;
  const tags = action === 'password.change' ? acceptedLanguages(act.origin.acceptLanguage ?? undefined) : [];
  await mail.enqueue(tx, {
    template: 'password-changed',
    to: user.email,
    language: pickLanguage(tags),
    values: { time: isoTime(clock.nowMs()), recoveryLink: `${publicUrl}/forgot-password` },
  });
}

/** What follows every new password, in its transaction. */
async function announce(core: Core, tx: Tx, done: Done): Promise<void> {
  const { act, action } = done;
  const userId = done.user.id;
  const reason = action === 'password.change' ? 'password_changed' : 'password_reset';
  await core.ports.endEverything(tx, act, { userId, reason, keepSessionId: done.keepSessionId });
  await core.events.emit(tx, { type: 'user.updated', subjectId: userId, data: { changed: ['password'] } });
  await tell(core, tx, done);
  await core.audit.record(tx, act, { action, outcome: 'success', target: { type: 'user', id: userId } });
}

/** Errors: those of a sign-in, and `passwords.too_weak` at `new_password`. */
export async function changePassword(core: Core, act: Act, input: Change): Promise<void> {
  const { login, password, newPassword, keepSessionId } = input;
  const { user, hash: oldHash } = await provePassword(core, act, {
    login,
    password,
    action: 'password.change',
  });
  await checkPassword(core, newPassword, { about: user, field: 'new_password' });
  // Last: a code is used up by it.
  await input.proveMore?.(user);
  const hash = await core.hasher.hash(newPassword);
  const isChanged = await core.database.write(async (tx) => {
    const changedAt = core.clock.nowMs();
    // Of two changes at once, both proved with the old password, one is too late.
    if (!(await replaceHash(tx, { userId: user.id, oldHash, hash, changedAt }))) return false;
    const kept = keepSessionId === undefined ? {} : { keepSessionId };
    await announce(core, tx, { act, user, action: 'password.change', ...kept });
    return true;
  });
  if (!isChanged) throw new AppError('passwords.invalid_credentials');
}

async function subjectOf(core: Core, user: User): Promise<Subject> {
  const access = await core.access.accessOf(core.database.db, user.id);
  return { ...access, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
}

/** Errors: `access.*`, `users.not_found`, `passwords.too_weak` at `password`, `passwords.busy`. */
export async function resetPassword(
  core: Core,
  caller: Caller,
  reset: { userId: string; newPassword: string },
): Promise<void> {
  const { userId, newPassword } = reset;
  await core.access.requirePermission(caller, 'users.reset_password');
  const user = await core.users.get(core.database.db, userId);
  await core.access.requireAtLeast(caller, await subjectOf(core, user));
  await checkPassword(core, newPassword, { about: user, field: 'password' });
  const hash = await core.hasher.hash(newPassword);
  await core.database.write(async (tx) => {
    // Read again: an account deleted meanwhile has no row to refer to.
    const present = await core.users.get(tx, userId);
    await upsertHash(tx, { userId, hash, changedAt: core.clock.nowMs() });
    // Whoever needed a new password has usually failed with the old one.
    await core.throttle.forget(tx, loginsOf(present));
    await announce(core, tx, { act: caller.act, user: present, action: 'password.reset' });
  });
}
