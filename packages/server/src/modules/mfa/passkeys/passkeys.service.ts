import type { MfaDeps } from '../mfa.deps.ts';
import type { PasskeyService } from './passkeys.types.ts';

const notYet = (): never => {
  throw new TypeError('Not built yet');
};

export function createPasskeyService(deps: MfaDeps): PasskeyService {
  return {
    isOn: deps.config.hasPasskeys,
    registrationOptions: notYet,
    register: notYet,
    authenticationOptions: notYet,
    authenticate: notYet,
    list: () => Promise.resolve([]),
    rename: notYet,
    remove: notYet,
    has: () => Promise.resolve(false),
    removeAllOf: () => Promise.resolve(0),
  };
}
