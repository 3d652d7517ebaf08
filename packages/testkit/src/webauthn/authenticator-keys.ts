import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeCbor, type Cbor } from './cbor.ts';

/** COSE algorithms (RFC 9053): ES256, EdDSA, RS256. */
export type CoseAlgorithm = -7 | -8 | -257;

export interface AuthenticatorKey {
  /** A COSE key (RFC 9052 section 7). */
  publicKey: Buffer;
  sign(data: Uint8Array): Buffer;
}

function bytesOf(jwk: Record<string, unknown>, member: string): Buffer {
  return Buffer.from(String(jwk[member]), 'base64url');
}

function coseKey(algorithm: CoseAlgorithm, publicKey: KeyObject): Buffer {
  const jwk = { ...publicKey.export({ format: 'jwk' }) };
  const members: Record<CoseAlgorithm, () => [number, Cbor][]> = {
    [-7]: () => [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytesOf(jwk, 'x')],
      [-3, bytesOf(jwk, 'y')],
    ],
    [-8]: () => [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytesOf(jwk, 'x')],
    ],
    [-257]: () => [
      [1, 3],
      [3, -257],
      [-1, bytesOf(jwk, 'n')],
      [-2, bytesOf(jwk, 'e')],
    ],
  };
  return encodeCbor(new Map(members[algorithm]()));
}

function keyPair(algorithm: CoseAlgorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === -8) return generateKeyPairSync('ed25519');
  if (algorithm === -257) return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

export function createAuthenticatorKey(algorithm: CoseAlgorithm): AuthenticatorKey {
  const { publicKey, privateKey } = keyPair(algorithm);
  return {
    publicKey: coseKey(algorithm, publicKey),
    sign: (data) => sign(algorithm === -8 ? null : 'sha256', data, privateKey),
  };
}
