import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '#platform/errors.ts';
import { algorithms, readTransports, type RelyingParty } from './passkey.rules.ts';
import type { PasskeyKey } from './passkeys.table.ts';

/** Loaded when the first passkey is made or shown: with what it reads certificates by, it takes 28 MB. */
export const loadWebauthn = () => import('@simplewebauthn/server');

const loadHelpers = () => import('@simplewebauthn/server/helpers');

/** Why is for our log alone: whoever shows something forged learns nothing from it. */
export function refused(cause?: unknown): AppError {
  return new AppError('mfa.passkey_refused', cause === undefined ? {} : { cause });
}

/** Everything the library throws is about what it was given, which is not ours. */
async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refused(error);
  }
}

export interface Expected {
  relyingParty: RelyingParty;
  /** Told the challenge that was answered. */
  isExpected(challenge: string): boolean;
}

/** Pages of ours are shown in no frame: whoever shows them in one is somebody else. */
async function refuseFrame(answer: RegistrationResponseJSON | AuthenticationResponseJSON): Promise<void> {
  const { decodeClientDataJSON } = await loadHelpers();
  const { crossOrigin, topOrigin } = decodeClientDataJSON(answer.response.clientDataJSON);
  if (crossOrigin === true || topOrigin !== undefined) throw new Error('It was asked for in a frame');
}

export interface MadePasskey {
  id: string;
  publicKey: Uint8Array;
  signCount: number;
  transports: string[];
  aaguid: string;
  isSynced: boolean;
}

/**
 * Attestation is not asked for, so none is judged: that of a manufacturer would have us read certificates, and fetch
 * revocation lists from addresses that a stranger names. Left are none, and the key's own signature.
 */
async function refuseAttestation({ response }: RegistrationResponseJSON): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await loadHelpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get('fmt');
  const isOwn = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isOwn) throw new Error(`An attestation of the format ${format}`);
}

/** Checks what a browser made (Web Authentication Level 3, section 7.1). Errors: `mfa.passkey_refused`. */
export function verifyMade(
  response: RegistrationResponseJSON,
  { relyingParty, isExpected }: Expected,
): Promise<MadePasskey> {
  return orRefused(async () => {
    const { verifyRegistrationResponse } = await loadWebauthn();
    await refuseFrame(response);
    await refuseAttestation(response);
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isExpected,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    });
    if (!registrationInfo) throw new Error('The attestation does not verify');
    const { credential, aaguid, credentialDeviceType } = registrationInfo;
    return {
      id: credential.id,
      publicKey: credential.publicKey,
      signCount: credential.counter,
      transports: readTransports(response.response.transports),
      aaguid,
      isSynced: credentialDeviceType === 'multiDevice',
    };
  });
}

export interface ShownPasskey {
  signCount: number;
  isUserVerified: boolean;
}

/**
 * Checks what a browser showed (section 7.2), all but the counter, which is the store's to judge.
 * Errors: `mfa.passkey_refused`.
 */
export function verifyShown(
  response: AuthenticationResponseJSON,
  { passkey, publicKey }: PasskeyKey,
  { relyingParty, isExpected }: Expected,
): Promise<ShownPasskey> {
  return orRefused(async () => {
    const { verifyAuthenticationResponse } = await loadWebauthn();
    await refuseFrame(response);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isExpected,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      // From 0 every counter has grown.
      credential: { id: passkey.id, publicKey, counter: 0 },
      requireUserVerification: false,
    });
    if (!verified) throw new Error('The signature does not verify');
    const isSynced = authenticationInfo.credentialDeviceType === 'multiDevice';
    if (isSynced !== passkey.isSynced) throw new Error('Whether it may be copied cannot change');
    return { signCount: authenticationInfo.newCounter, isUserVerified: authenticationInfo.userVerified };
  });
}
