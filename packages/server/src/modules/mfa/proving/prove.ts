import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import type { PresentedFactor } from '../mfa.types.ts';
import { findFactors } from '../policy/factors.store.ts';
import { hasAnyFactor, isEnrolmentDue, isSecondWanted } from '../policy/policy.rules.ts';
import type { FoundFactors } from '../policy/policy.types.ts';
import { judgeStanding } from '../policy/standing.ts';
import { readTypedCode } from '../recovery-codes/recovery-code.rules.ts';
import { applyRecoveryCode } from '../recovery-codes/recovery-codes.service.ts';
import { countRecoveryCodes } from '../recovery-codes/recovery-codes.store.ts';
import { stepOf } from '../totp/totp-codes.ts';
import { sealPurpose } from '../totp/totp.service.ts';
import { consumeStep, listTotpSecrets } from '../totp/totp.store.ts';
import { isTrusted } from '../trusted-devices/trusted-devices.service.ts';
import { attempt } from './tries.ts';

/** The app of a user that a code is of, and its time step. */
async function findStep(deps: MfaDeps, userId: string, code: string) {
  const now = deps.clock.nowMs();
  for (const { id, secretSealed } of await listTotpSecrets(deps.database.db, userId)) {
    const step = await stepOf(deps.sealer.open(sealPurpose, secretSealed), code, now);
    if (step !== undefined) return { id, step, now };
  }
  return undefined;
}

/** The method (RFC 8176) that a code of an app adds, and one of those for when it is lost: both are one-time. */
const codeMethods = ['otp'];

/** See MfaService.proveCode. */
export async function proveCode(deps: MfaDeps, act: Act, { user, code }: { user: User; code: string }) {
  const { kind, text } = readTypedCode(code);
  if (kind === 'recovery_code') {
    await attempt(deps, { act, user, kind, purpose: 'factor-recovery' }, () =>
      Promise.resolve(async (tx) =>
        (await applyRecoveryCode(deps, tx, { act, user, text })) ? true : undefined,
      ),
    );
    return codeMethods;
  }
  await attempt(deps, { act, user, kind, purpose: 'factor-totp' }, async () => {
    const found = await findStep(deps, user.id, text);
    return found && (async (tx) => ((await consumeStep(tx, found.id, found)) ? true : undefined));
  });
  return codeMethods;
}

/** A first factor is all that is asked for, unless a role wants more and the grace is over. */
async function requireEnrolment(deps: MfaDeps, user: User, found: FoundFactors): Promise<void> {
  if (deps.config.requiredRoles.length === 0) return;
  const standing = await judgeStanding(deps, user.id, { ...found, codesLeft: 0 });
  if (isEnrolmentDue(standing, deps.clock.nowMs())) throw new AppError('mfa.enrolment_required');
}

/** See MfaService.prove. */
export async function prove(
  deps: MfaDeps,
  act: Act,
  { user, ...shown }: PresentedFactor & { user: User; amr: readonly string[] },
): Promise<{ amr: string[] }> {
  const amr = [...shown.amr];
  if (amr.includes('mfa')) return { amr };
  const { db } = deps.database;
  const found = await findFactors(db, user.id);
  if (!hasAnyFactor(found)) {
    await requireEnrolment(deps, user, found);
    return { amr };
  }
  const codesLeft = found.hasTotp ? 0 : await countRecoveryCodes(db, user.id);
  if (!isSecondWanted({ ...found, codesLeft }, amr)) return { amr };
  const { otp, trustedDevice } = shown;
  if (otp !== undefined && otp !== '') {
    const added = await proveCode(deps, act, { user, code: otp });
    return { amr: [...amr, ...added, 'mfa'] };
  }
  if (await isTrusted(deps, user.id, trustedDevice)) return { amr };
  throw new AppError('mfa.required');
}
