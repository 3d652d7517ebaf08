import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { isSameSecret } from '#platform/sealing.ts';
import { fromDer, toDer } from './ecdsa-form.rules.ts';
import type { PublicJwk } from './keys.table.ts';
import type { SigningAlgorithm } from './keys.types.ts';

/** Makes signatures of one key. `secret` is what `generateMaterial` made. */
export type Sign = (data: Buffer) => Buffer | Promise<Buffer>;
export type Verify = (data: Buffer, signature: Buffer) => boolean;

const signInBackground = promisify(sign);

function hmac(key: KeyObject, data: Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function sharedKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret, 'utf8'));
}

/**
 * Elliptic curves sign in about a tenth of a millisecond, less than handing the work to another thread
 * costs; RSA takes a whole one, during which the event loop had better serve somebody else.
 */
export function createSigner(algorithm: SigningAlgorithm, secret: string): Sign {
  if (algorithm === 'HS256') {
    const key = sharedKey(secret);
    return (data) => hmac(key, data);
  }
  const key = createPrivateKey({ key: secret, format: 'pem' });
  if (algorithm === 'ES256') return (data) => fromDer(sign('sha256', data, key));
  if (algorithm === 'EdDSA') return (data) => sign(null, data, key);
  return (data) => signInBackground('sha256', data, key);
}

/** Bound to the algorithm of the key, so that a token cannot choose how it is checked. */
export function createVerifier(algorithm: Exclude<SigningAlgorithm, 'HS256'>, publicJwk: PublicJwk): Verify {
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  if (algorithm === 'EdDSA') return (data, signature) => verify(null, data, key, signature);
  if (algorithm === 'RS256') return (data, signature) => verify('sha256', data, key, signature);
  return (data, signature) => {
    const der = toDer(signature);
    return der !== undefined && verify('sha256', data, key, der);
  };
}

export function createSharedVerifier(secret: string): Verify {
  const key = sharedKey(secret);
  return (data, signature) => isSameSecret(hmac(key, data), signature);
}
