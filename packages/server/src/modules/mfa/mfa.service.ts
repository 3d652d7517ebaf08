import { createMfaBulk } from './bulk/mfa.bulk.ts';
import type { MfaDeps } from './mfa.deps.ts';
import type { MfaService } from './mfa.types.ts';
import { createPasskeyService } from './passkeys/passkeys.service.ts';
import { findFactors } from './policy/factors.store.ts';
import { hasAnyFactor } from './policy/policy.rules.ts';
import { standing } from './policy/standing.ts';
import { prove, proveCode } from './proving/prove.ts';
import { createRecoveryCodeService } from './recovery-codes/recovery-codes.service.ts';
import { resetFactors } from './reset.ts';
import { createTotpService, unconfirmedMs } from './totp/totp.service.ts';
import { deleteUnconfirmedBefore } from './totp/totp.store.ts';
import { createTrustedDeviceService } from './trusted-devices/trusted-devices.service.ts';
import { deleteExpiredTrust, deleteTrustedDevicesOf } from './trusted-devices/trusted-devices.store.ts';

export function createMfaService(deps: MfaDeps): MfaService {
  const passkeys = createPasskeyService(deps);
  return {
    totp: createTotpService(deps),
    passkeys,
    recoveryCodes: createRecoveryCodeService(deps),
    trustedDevices: createTrustedDeviceService(deps),
    standing: (user) => standing(deps, user),
    async hasFactor(db, userId) {
      return hasAnyFactor(await findFactors(db, userId));
    },
    prove: (act, user, shown) => prove(deps, act, { ...shown, user }),
    proveCode: (act, user, code) => proveCode(deps, act, { user, code }),
    reset: (caller, userId) => resetFactors(deps, caller, { userId, passkeys }),
    async forgetDevicesOf(tx, userId) {
      await deleteTrustedDevicesOf(tx, userId);
    },
    async prune(tx, now) {
      const unconfirmed = await deleteUnconfirmedBefore(tx, now - unconfirmedMs);
      return unconfirmed + (await deleteExpiredTrust(tx, now));
    },
    bulk: createMfaBulk(deps),
  };
}
