import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeJwks } from './jwks.rules.ts';

type Jwk = Record<string, unknown>;

const jwk = (key: KeyObject): Jwk => ({ ...key.export({ format: 'jwk' }) });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const publicKeys: Jwk[] = [
  jwk(ec.publicKey),
  jwk(rsa.publicKey),
  jwk(generateKeyPairSync('ed25519').publicKey),
  jwk(generateKeyPairSync('x25519').publicKey),
];

const pathsOf = (keys: unknown): string[] => describeJwks({ keys } as never).map(({ path }) => path);

describe('a JWK set', () => {
  test('holds public keys of every kind, with what they are for', () => {
    expect(describeJwks(null)).toEqual([]);
    const named = publicKeys.map((key, index) => ({
      ...key,
      kid: `key-${String(index)}`,
      use: 'sig',
      alg: 'x',
    }));
    expect(describeJwks({ keys: named })).toEqual([]);
  });

  test('is refused with any private or shared member, whatever else it says', () => {
    const member = fc.constantFrom('d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k');
    fc.assert(
      fc.property(fc.constantFrom(...publicKeys), member, fc.jsonValue(), (key, name, value) => {
        expect(pathsOf([key, { ...key, [name]: value }])).toEqual(['jwks.keys.1']);
      }),
    );
    for (const key of [ec.privateKey, rsa.privateKey]) expect(pathsOf([jwk(key)])).toEqual(['jwks.keys.0']);
  });

  test('is refused with keys that are none, too weak, symmetric, or of a kind nobody knows', () => {
    const [p256 = {}, rsaKey = {}, ed = {}] = publicKeys;
    const weak = createPublicKey(generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey);
    const bad: unknown[] = [
      ...[null, 'key', 7, [], {}, { kty: 'EC' }, { kty: 'oct', k: 'c2VjcmV0' }, { kty: '__proto__' }],
      ...[
        jwk(weak),
        { ...rsaKey, e: 7 },
        { ...rsaKey, n: '' },
        { ...ed, x: 'AAAA' },
        { ...ed, crv: 'Ed999' },
      ],
      { ...p256, x: p256['y'], y: p256['x'] },
      { ...p256, kid: 'x'.repeat(201) },
      { ...p256, kid: 7 },
      { ...p256, x5c: ['x'.repeat(9_000)] },
    ];
    expect(pathsOf(bad.slice(0, 20))).toEqual(bad.map((_, index) => `jwks.keys.${String(index)}`));
  });

  test('holds one key at least and twenty at most', () => {
    const [key = {}] = publicKeys;
    expect(pathsOf([])).toEqual(['jwks.keys']);
    expect(pathsOf(Array(20).fill(key))).toEqual([]);
    expect(pathsOf(Array(21).fill(key))).toEqual(['jwks.keys']);
    expect(pathsOf('keys')).toEqual(['jwks.keys']);
  });
});
