import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { randomSecret, randomTokenId } from '#platform/random.ts';
import type { PublicJwk } from './keys.table.ts';
import type { SigningAlgorithm } from './keys.types.ts';

/** A new key: its id, its public part, and what must be sealed (PKCS #8 PEM, or the shared secret). */
export interface KeyMaterial {
  id: string;
  algorithm: SigningAlgorithm;
  publicJwk: PublicJwk | null;
  secret: string;
}

const generate = promisify(generateKeyPair);
/** As strong as the other algorithms are: 128 bits (NIST SP 800-57 part 1, table 2). */
const rsaBits = 3072;

/** The members of RFC 7638 section 3.2, in its order. */
const thumbprintMembers: Record<string, readonly string[]> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

/** RFC 7638: the SHA-256 of the required members of a public key. */
function thumbprintOf(jwk: PublicJwk): string {
  const members = thumbprintMembers[String(jwk['kty'])];
  if (!members) throw new TypeError('This key type has no thumbprint');
  const required = Object.fromEntries(members.map((name) => [name, jwk[name]]));
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url');
}

function makePair(
  algorithm: Exclude<SigningAlgorithm, 'HS256'>,
): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (algorithm === 'ES256') return generate('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generate('ed25519', {});
  return generate('rsa', { modulusLength: rsaBits });
}

/** `sharedSecret` is used for HS256 only; without it one is made. */
export async function generateMaterial(
  algorithm: SigningAlgorithm,
  sharedSecret: string | null,
): Promise<KeyMaterial> {
  if (algorithm === 'HS256') {
    return { id: randomTokenId(), algorithm, publicJwk: null, secret: sharedSecret ?? randomSecret() };
  }
  const { publicKey, privateKey } = await makePair(algorithm);
  const publicJwk: PublicJwk = { ...publicKey.export({ format: 'jwk' }) };
  const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { id: thumbprintOf(publicJwk), algorithm, publicJwk, secret };
}
