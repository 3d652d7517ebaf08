import type { Caller, Subject } from '#modules/access';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { MfaDeps } from './mfa.deps.ts';
import type { PasskeyService } from './mfa.types.ts';
import { notify } from './notices.ts';
import { deleteRequirement } from './policy/factors.store.ts';
import { deleteRecoveryCodes } from './recovery-codes/recovery-codes.store.ts';
import { deleteAllTotp } from './totp/totp.store.ts';
import { deleteTrustedDevicesOf } from './trusted-devices/trusted-devices.store.ts';

async function subjectOf(deps: MfaDeps, user: User): Promise<Subject> {
  const access = await deps.access.accessOf(deps.database.db, user.id);
  return { ...access, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
}

/** Whoever has only stolen a session must not get rid of the factors of its owner. */
function refuseOwn({ subject }: Caller, userId: string): void {
  if (subject === null || subject === 'operator' || subject.userId !== userId) return;
  throw new AppError('access.denied', { message: 'Remove factors of your own in your account.' });
}

async function removeAll(deps: MfaDeps, tx: Tx, of: { userId: string; passkeys: PasskeyService }) {
  const { userId, passkeys } = of;
  const totp = await deleteAllTotp(tx, userId);
  const passkeyCount = await passkeys.removeAllOf(tx, userId);
  await deleteRecoveryCodes(tx, userId);
  const trusted = await deleteTrustedDevicesOf(tx, userId);
  // Whoever needs a new factor has a grace again to set it up.
  await deleteRequirement(tx, userId);
  for (const purpose of ['factor-totp', 'factor-recovery', 'factor-confirm']) {
    await deps.limits.forget(tx, { purpose, of: userId });
  }
  return { totp, passkeys: passkeyCount, trusted_devices: trusted };
}

/** See MfaService.reset. */
export async function resetFactors(
  deps: MfaDeps,
  caller: Caller,
  { userId, passkeys }: { userId: string; passkeys: PasskeyService },
): Promise<void> {
  const { access, database, users } = deps;
  await access.requirePermission(caller, 'users.reset_factors');
  refuseOwn(caller, userId);
  await access.requireAtLeast(caller, await subjectOf(deps, await users.get(database.db, userId)));
  const { act } = caller;
  await database.write(async (tx) => {
    // Read again: whoever was deleted meanwhile is not told.
    const user = await users.get(tx, userId);
    const counts = await removeAll(deps, tx, { userId, passkeys });
    const sessions = await deps.ports.endSessions(tx, act, userId, 'factors_reset');
    await deps.audit.record(tx, act, {
      action: 'factor.reset',
      outcome: 'success',
      target: { type: 'user', id: userId },
      details: { ...counts, sessions },
    });
    await notify(deps, tx, { template: 'factors-reset', user, act, isOwn: false, values: {} });
  });
}
