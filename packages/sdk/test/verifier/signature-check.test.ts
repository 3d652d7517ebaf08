import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findNative } from '../../src/verifier/native-crypto.ts';
import { createSignatureCheck, type PublicJwk } from '../../src/verifier/signature-check.ts';
import { makeKey, makeToken, type ForgedKey } from '../core/token-forge.ts';

const ec = makeKey('ES256', 'ec');
const ed = makeKey('EdDSA', 'ed');
const rsa = makeKey('RS256', 'rsa');
const weak = makeKey('RS256', 'weak', 1024);
const keys = { ES256: ec, EdDSA: ed, RS256: rsa };
const others = { ES256: makeKey('ES256', 'ec'), EdDSA: makeKey('EdDSA', 'ed'), RS256: weak };

const presented = (token: string) => ({ token, signatureAt: token.lastIndexOf('.') + 1 });

describe.each([
  ['the runtime’s own cryptography', findNative()],
  ['Web Cryptography', undefined],
])('with %s', (_what, native) => {
  const algorithmFor = async (jwk: PublicJwk) => (await createSignatureCheck(jwk, native))?.algorithm;

  async function isGood(key: ForgedKey, token: string): Promise<boolean> {
    const check = await createSignatureCheck(key.jwk, native);
    return check!.isGood(presented(token));
  }

  test.each(Object.entries(keys))(
    'a key for %s checks what was signed with it, and nothing else',
    async (...args) => {
      const [, key] = args;
      const token = makeToken(key);
      const [header, claims, signature] = token.split('.') as [string, string, string];
      expect(await isGood(key, token)).toBe(true);
      expect(await isGood(key, makeToken({ ...others[key.algorithm], kid: key.kid }))).toBe(false);
      expect(await isGood(key, `${header}.${claims}x.${signature}`)).toBe(false);
      expect(await isGood(key, `${header}x.${claims}.${signature}`)).toBe(false);
      for (const other of ['', 'AAAA', `${signature}AAAA`, signature.slice(0, -4)]) {
        expect(await isGood(key, `${header}.${claims}.${other}`)).toBe(false);
      }
    },
  );

  test('a key is for one algorithm, whatever a token says', async () => {
    for (const [algorithm, { jwk }] of Object.entries(keys)) {
      expect(await algorithmFor(jwk)).toBe(algorithm);
      expect(await algorithmFor({ ...jwk, alg: undefined, use: undefined })).toBe(algorithm);
      for (const other of ['ES256', 'EdDSA', 'RS256', 'HS256', 'none', 'PS256', null]) {
        if (other !== algorithm) expect(await algorithmFor({ ...jwk, alg: other })).toBeUndefined();
      }
      for (const use of ['enc', '', null]) expect(await algorithmFor({ ...jwk, use })).toBeUndefined();
    }
  });

  test('a key that is mixed of several kinds, or of none of ours, is none', async () => {
    const plain = (jwk: PublicJwk) => ({ ...jwk, alg: undefined });
    for (const jwk of [
      { ...plain(ec.jwk), crv: 'P-384' },
      { ...plain(ec.jwk), kty: 'OKP' },
      { ...plain(ec.jwk), kty: 'RSA' },
      { ...plain(ed.jwk), crv: 'X25519' },
      { ...plain(ed.jwk), crv: 'P-256' },
      { ...plain(ed.jwk), kty: 'EC' },
      { ...plain(rsa.jwk), kty: 'oct', k: 'c2VjcmV0' },
      { ...plain(rsa.jwk), n: 7 },
      { kty: 'oct', k: 'c2VjcmV0' },
      {},
    ]) {
      expect(await algorithmFor(jwk)).toBeUndefined();
    }
  });

  test('a good key of another curve is none of ours', async () => {
    for (const { publicKey } of [
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      generateKeyPairSync('ed448'),
      generateKeyPairSync('x25519'),
    ]) {
      expect(await algorithmFor(publicKey.export({ format: 'jwk' }))).toBeUndefined();
    }
  });

  test('a key that cannot be read is none', async () => {
    for (const jwk of [
      { ...ec.jwk, x: 'AA' },
      { ...ec.jwk, y: undefined },
      { ...ed.jwk, x: 7 },
    ]) {
      expect(await algorithmFor(jwk)).toBeUndefined();
    }
    expect(await algorithmFor({ ...rsa.jwk, e: undefined })).toBeUndefined();
  });

  test('a key of RSA has 2048 bits, or is too weak', async () => {
    const n = String(rsa.jwk['n']);
    expect(n).toHaveLength(342);
    expect(await algorithmFor({ ...rsa.jwk, n: n.slice(0, 341) })).toBeUndefined();
    expect(await algorithmFor(weak.jwk)).toBeUndefined();
  });

  // A private key has no business in a key set; what is private of it is not looked at.
  test('of a private key only the public part is taken', async () => {
    const jwk = { ...ec.jwk, d: 'no private key at all' };
    const check = await createSignatureCheck(jwk, native);
    expect(await check?.isGood(presented(makeToken(ec)))).toBe(true);
  });
});

test('the runtime’s own cryptography answers at once', async () => {
  const check = await createSignatureCheck(ec.jwk, findNative());
  expect(check?.isGood(presented(makeToken(ec)))).toBe(true);
  expect(check?.isGood(presented('h.p.AAAA'))).toBe(false);
});

test('a signature of ECDSA is taken in the form of RFC 7518 alone', async () => {
  const input = makeToken(ec).split('.').slice(0, 2).join('.');
  const der = sign('sha256', Buffer.from(input), ec.privateKey).toString('base64url');
  for (const native of [findNative(), undefined]) {
    const check = await createSignatureCheck(ec.jwk, native);
    expect(await check?.isGood(presented(`${input}.${der}`))).toBe(false);
  }
});
