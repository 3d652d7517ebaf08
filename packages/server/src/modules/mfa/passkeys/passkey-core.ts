import { createChallenges, type Challenges } from '#modules/limits';
import { AppError } from '#platform/errors.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import { relyingPartyOf, type RelyingParty } from './passkey.rules.ts';

/** What the use cases of passkeys share. */
export interface PasskeyCore {
  deps: MfaDeps;
  challenges: Challenges;
  /** Undefined where passkeys are off, or cannot be. */
  relyingParty: RelyingParty | undefined;
}

export function createPasskeyCore(deps: MfaDeps): PasskeyCore {
  return {
    deps,
    challenges: createChallenges(deps),
    relyingParty: deps.config.hasPasskeys ? relyingPartyOf(deps.publicUrl) : undefined,
  };
}

/** Errors: `mfa.passkey_refused` where there are none. */
export function requireRelyingParty({ relyingParty }: PasskeyCore): RelyingParty {
  if (relyingParty) return relyingParty;
  throw new AppError('mfa.passkey_refused', { message: 'Passkeys are off on this server.' });
}
