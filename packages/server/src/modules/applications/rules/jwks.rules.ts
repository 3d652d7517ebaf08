import { createPublicKey } from 'node:crypto';
import type { FieldError } from '#platform/errors.ts';
import type { Application } from '../applications.types.ts';

type Jwk = Record<string, unknown>;

const maxKeys = 20;
const maxKeyLength = 8_000;
const minRsaBits = 2_048;
const maxRsaBits = 8_192;
/** RFC 7518 section 6: what only the holder of a private or shared key may know. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** The members that make the key, by its kind; everything else says what it is for. */
const publicMembers: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  RSA: ['n', 'e'],
};

function sizeProblem(jwk: Jwk): string | undefined {
  try {
    // Throws for a key that is not one: a point off its curve, a curve nobody knows.
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength;
    if (bits === undefined || (bits >= minRsaBits && bits <= maxRsaBits)) return undefined;
    return `Use an RSA key of ${String(minRsaBits)} to ${String(maxRsaBits)} bits.`;
  } catch {
    return 'This is not a valid key.';
  }
}

function problemOfKey(jwk: unknown): string | undefined {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return 'Write a JSON Web Key.';
  const key: Jwk = { ...jwk };
  if (privateMembers.some((member) => Object.hasOwn(key, member))) {
    return 'Give public keys only: this one has private members, so it is not secret any more.';
  }
  const { kty } = key;
  const members =
    typeof kty === 'string' && Object.hasOwn(publicMembers, kty) ? publicMembers[kty] : undefined;
  if (!members) return 'Use a key of type EC, OKP or RSA.';
  if (JSON.stringify(key).length > maxKeyLength) return 'This key is too large.';
  const entries = members.map((member): [string, unknown] => [member, key[member]]);
  if (!entries.every(([, value]) => typeof value === 'string'))
    return `A key of type ${String(kty)} has ${members.join(', ')}.`;
  const isNamed = key['kid'] === undefined || (typeof key['kid'] === 'string' && key['kid'].length <= 200);
  if (!isNamed) return 'A key’s kid is a text of at most 200 characters.';
  return sizeProblem(Object.fromEntries([['kty', kty], ...entries]));
}

/** What is wrong with a client's JWK set (RFC 7517): it holds public keys, and few of them. */
export function describeJwks(jwks: Application['jwks']): FieldError[] {
  if (jwks === null) return [];
  const keys: unknown = jwks.keys;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > maxKeys) {
    return [{ path: 'jwks.keys', message: `Give 1 to ${String(maxKeys)} keys.` }];
  }
  return keys.flatMap((key: unknown, index): FieldError[] => {
    const message = problemOfKey(key);
    return message === undefined ? [] : [{ path: `jwks.keys.${String(index)}`, message }];
  });
}
