import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { MfaDeps } from './mfa.deps.ts';
import type { FactorKind } from './mfa.types.ts';
import { notify } from './notices.ts';
import { deleteRequirement, findFactors, noteRequirement } from './policy/factors.store.ts';
import { deletePasskeysOf } from './passkeys/passkeys.store.ts';
import { isFactorRequired } from './policy/policy.rules.ts';
import { countRecoveryCodes, deleteRecoveryCodes } from './recovery-codes/recovery-codes.store.ts';
import { makeRecoveryCodes } from './recovery-codes/recovery-codes.service.ts';
import { deleteTrustedDevicesOf } from './trusted-devices/trusted-devices.store.ts';

/** A factor that comes or goes. Recovery codes are none of their own. */
export interface FactorChange {
  act: Act;
  user: User;
  kind: Exclude<FactorKind, 'recovery_code'>;
  id: string;
  /** What its owner calls it. */
  name: string;
  /** Whether it was good for nothing, so that nobody has less without it. */
  isVoid?: boolean;
}

/**
 * Of two changes to the factors of one user, the second waits here for the end of the first: on PostgreSQL the one
 * would not see what the other has done, and both of two factors would go as if they were not the last.
 */
async function lockFactors(deps: MfaDeps, tx: Tx, userId: string): Promise<void> {
  await noteRequirement(tx, userId, deps.clock.nowMs());
}

async function record(
  deps: MfaDeps,
  tx: Tx,
  change: FactorChange & { action: 'factor.add' | 'factor.remove' },
): Promise<void> {
  const { act, user, kind, id, name, action } = change;
  await deps.audit.record(tx, act, {
    action,
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { kind, factor_id: id, name },
  });
}

/**
 * What follows a new factor, in its transaction and after it was written: recovery codes where there are none
 * (returned, to be shown once), the end of a grace, the audit entry, and a mail.
 */
export async function settleAdded(deps: MfaDeps, tx: Tx, change: FactorChange): Promise<string[] | null> {
  const { act, user, name } = change;
  await lockFactors(deps, tx, user.id);
  const hasCodes = (await countRecoveryCodes(tx, user.id)) > 0;
  const codes = hasCodes ? null : await makeRecoveryCodes(deps, tx, { act, user });
  await deleteRequirement(tx, user.id);
  await record(deps, tx, { ...change, action: 'factor.add' });
  await notify(deps, tx, { template: 'factor-added', user, act, isOwn: true, values: { factor: name } });
  return codes;
}

/**
 * What follows the removal of a factor, in its transaction and after it: with the last one go recovery codes,
 * trusted browsers and void passkeys, which mean nothing without. Errors: `mfa.last_factor`, where a role asks for one; it undoes the
 * removal.
 */
export async function settleRemoved(deps: MfaDeps, tx: Tx, change: FactorChange): Promise<void> {
  const { act, user, name } = change;
  await lockFactors(deps, tx, user.id);
  const { hasTotp, hasPasskey, hasVoidPasskey } = await findFactors(tx, user.id);
  const isMissing = !hasTotp && !hasPasskey && (await isRequiredOf(deps, tx, user.id));
  if (isMissing && change.isVoid !== true) throw new AppError('mfa.last_factor');
  const isLast = !hasTotp && !hasPasskey;
  // Left alone, one that is void would ask for recovery codes that are gone.
  if (isLast && change.isVoid !== true) await deletePasskeysOf(tx, user.id);
  if (isLast && (change.isVoid !== true || !hasVoidPasskey)) {
    await deleteRecoveryCodes(tx, user.id);
    await deleteTrustedDevicesOf(tx, user.id);
  }
  // What has been missing goes on missing: nobody gets another grace by tidying up.
  if (!isMissing) await deleteRequirement(tx, user.id);
  await record(deps, tx, { ...change, action: 'factor.remove' });
  await notify(deps, tx, { template: 'factor-removed', user, act, isOwn: true, values: { factor: name } });
}

async function isRequiredOf(deps: MfaDeps, tx: Tx, userId: string): Promise<boolean> {
  const { requiredRoles } = deps.config;
  if (requiredRoles.length === 0) return false;
  return isFactorRequired((await deps.access.accessOf(tx, userId)).roles, requiredRoles);
}
