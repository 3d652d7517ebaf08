import type { User } from '#modules/users';
import type { MfaDeps } from '../mfa.deps.ts';
import type { Standing } from '../mfa.types.ts';
import { countRecoveryCodes } from '../recovery-codes/recovery-codes.store.ts';
import { deleteRequirement, findFactors, noteRequirement } from './factors.store.ts';
import { hasAnyFactor, isFactorRequired, standingOf } from './policy.rules.ts';
import type { FoundFactors } from './policy.types.ts';

async function isRequiredOf({ access, config, database }: MfaDeps, userId: string): Promise<boolean> {
  if (config.requiredRoles.length === 0) return false;
  return isFactorRequired((await access.accessOf(database.db, userId)).roles, config.requiredRoles);
}

/** Since when a factor is missing, written down when that begins or ends. */
async function settleRequirement(
  { database, clock }: MfaDeps,
  userId: string,
  of: { isMissing: boolean; since: number | null },
): Promise<number | null> {
  const { isMissing, since } = of;
  if (!isMissing) {
    // A role that asks for one and was taken away: given again, there is a grace again.
    if (since !== null) await database.write((tx) => deleteRequirement(tx, userId));
    return null;
  }
  return since ?? database.write((tx) => noteRequirement(tx, userId, clock.nowMs()));
}

/** Where somebody stands, given what they have. For those of whom nothing is asked it costs nothing more. */
export async function judgeStanding(
  deps: MfaDeps,
  userId: string,
  found: FoundFactors & { codesLeft: number },
): Promise<Standing> {
  const { hasTotp, hasPasskey, hasVoidPasskey, codesLeft } = found;
  const isRequired = await isRequiredOf(deps, userId);
  const isMissing = isRequired && !hasTotp && !hasPasskey;
  const requiredSince = await settleRequirement(deps, userId, { isMissing, since: found.requiredSince });
  const graceMs = deps.config.graceSeconds * 1000;
  const has = { hasTotp, hasPasskey, hasVoidPasskey, codesLeft };
  return standingOf({ ...has, isRequired, requiredSince, graceMs });
}

/** See MfaService.standing. */
export async function standing(deps: MfaDeps, user: User): Promise<Standing> {
  const { db } = deps.database;
  const found = await findFactors(db, user.id);
  const codesLeft = hasAnyFactor(found) ? await countRecoveryCodes(db, user.id) : 0;
  return judgeStanding(deps, user.id, { ...found, codesLeft });
}
