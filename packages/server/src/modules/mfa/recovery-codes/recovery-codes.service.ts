import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { randomBuffer } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import type { RecoveryCodeService } from '../mfa.types.ts';
import { notify } from '../notices.ts';
import { findFactors } from '../policy/factors.store.ts';
import { codeBytes, codeOf, readTypedCode } from './recovery-code.rules.ts';
import { consumeRecoveryCode, countRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.store.ts';

const codesAtOnce = 10;

/** Of a code as it is looked for: neither its dashes nor how it was typed make another one of it. */
function hashOf(sealer: Sealer, userId: string, text: string): string {
  return sealer.mac('recovery-code', `${userId}.${text}`).toString('base64url');
}

/** New ones in place of all before them; what is returned is nowhere else. */
export async function makeRecoveryCodes(
  deps: MfaDeps,
  tx: Tx,
  { act, user }: { act: Act; user: User },
): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, () => codeOf(randomBuffer(codeBytes)));
  const hashes = codes.map((code) => hashOf(deps.sealer, user.id, readTypedCode(code).text));
  await replaceRecoveryCodes(tx, { userId: user.id, hashes, now: deps.clock.nowMs() });
  await deps.audit.record(tx, act, {
    action: 'factor.recovery_codes',
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { count: codes.length },
  });
  return codes;
}

/** Uses a code up and tells its owner. Returns whether it was a good one. */
export async function applyRecoveryCode(
  deps: MfaDeps,
  tx: Tx,
  used: { act: Act; user: User; text: string },
): Promise<boolean> {
  const { act, user, text } = used;
  const hash = hashOf(deps.sealer, user.id, text);
  if (!(await consumeRecoveryCode(tx, { userId: user.id, hash, now: deps.clock.nowMs() }))) return false;
  const left = await countRecoveryCodes(tx, user.id);
  await deps.audit.record(tx, act, {
    action: 'factor.use_recovery_code',
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { left },
  });
  const values = { left: String(left) };
  await notify(deps, tx, { template: 'recovery-code-used', user, act, isOwn: true, values });
  return true;
}

export function createRecoveryCodeService(deps: MfaDeps): RecoveryCodeService {
  return {
    async create(act, user) {
      const codes = await deps.database.write(async (tx) => {
        const { hasTotp, hasPasskey } = await findFactors(tx, user.id);
        return hasTotp || hasPasskey ? makeRecoveryCodes(deps, tx, { act, user }) : undefined;
      });
      if (!codes) throw new AppError('mfa.factor_not_found');
      return codes;
    },
    left: countRecoveryCodes,
  };
}
