import type { MfaDeps } from './mfa.deps.ts';
import type { MfaService } from './mfa.types.ts';
import { createPasskeyService } from './passkeys/passkeys.service.ts';

const notYet = (): never => {
  throw new TypeError('Not built yet');
};

export function createMfaService(deps: MfaDeps): MfaService {
  return {
    totp: {
      begin: notYet,
      confirm: notYet,
      unconfirmed: notYet,
      list: () => Promise.resolve([]),
      remove: notYet,
    },
    passkeys: createPasskeyService(deps),
    recoveryCodes: { create: notYet, left: () => Promise.resolve(0) },
    trustedDevices: { trust: notYet, list: () => Promise.resolve([]), forget: notYet },
    standing: () => Promise.resolve({ has: [], isRequired: false, graceEndsAt: null }),
    hasFactor: () => Promise.resolve(false),
    prove: (_act, _user, { amr }) => Promise.resolve({ amr: [...amr] }),
    proveCode: notYet,
    reset: notYet,
    forgetDevicesOf: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
  };
}
