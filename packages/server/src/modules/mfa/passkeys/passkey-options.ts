import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { User } from '#modules/users';
import { accountNames, algorithms, askingTimeoutMs, userHandleOf } from './passkey.rules.ts';
import type { PasskeyKey } from './passkeys.table.ts';

// Written out: the library takes as much memory as half of an idle server, and every sign-in page has options.

/** Those that are good, as browsers are told of them. */
function descriptorsOf(keys: readonly PasskeyKey[]) {
  return keys
    .filter(({ passkey }) => passkey.clonedAt === null)
    .map(({ passkey, transports }) => ({ id: passkey.id, type: 'public-key', transports }) as const);
}

/** Of Web Authentication Level 3, section 5.4: discoverable, so that nobody has to say first who they are. */
export function creationOptions(of: {
  rpId: string;
  challenge: string;
  user: User;
  /** Those they have: no authenticator makes a second one beside its own. */
  keys: readonly PasskeyKey[];
}): PublicKeyCredentialCreationOptionsJSON {
  const { rpId, challenge, user, keys } = of;
  return {
    challenge,
    rp: { id: rpId, name: 'Ostiary' },
    user: { id: userHandleOf(user.id).toString('base64url'), ...accountNames(user) },
    pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
    timeout: askingTimeoutMs,
    attestation: 'none',
    excludeCredentials: descriptorsOf(keys),
    authenticatorSelection: {
      residentKey: 'required',
      // What browsers of Level 1 know of it.
      requireResidentKey: true,
      userVerification: 'preferred',
    },
  };
}

/** Of section 5.5; without any keys for whoever it turns out to be. */
export function requestOptions(of: {
  rpId: string;
  challenge: string;
  keys: readonly PasskeyKey[];
}): PublicKeyCredentialRequestOptionsJSON {
  const { rpId, challenge, keys } = of;
  return {
    challenge,
    rpId,
    timeout: askingTimeoutMs,
    userVerification: 'preferred',
    allowCredentials: descriptorsOf(keys),
  };
}
