import { describe, expect, test } from 'vitest';
import { findNative } from '../../src/verifier/native-crypto.ts';
import { ageOf, readKeys } from '../../src/verifier/read-keys.ts';
import { makeKey } from '../core/token-forge.ts';

describe('how long keys may be used', () => {
  const minute = 60_000;
  test.each([
    [undefined, 5 * minute],
    ['', 5 * minute],
    ['public', 5 * minute],
    ['public, max-age=600', 10 * minute],
    ['MAX-AGE=600', 10 * minute],
    ['max-age=61', 61_000],
    ['max-age=3599', 3_599_000],
    ['max-age=1', minute],
    ['max-age=0', minute],
    ['max-age=86400', 60 * minute],
    ['max-age=999999999', 60 * minute],
    ['max-age=9999999999', 5 * minute],
    ['max-age=soon', 5 * minute],
    ['s-max-agent=600', 5 * minute],
    ['max-age=600, no-store', minute],
    ['max-age=600, No-Cache', minute],
    ['x-no-storey', 5 * minute],
  ])('%j: %i ms', (control, age) => {
    expect(ageOf(new Headers(control === undefined ? {} : { 'cache-control': control }))).toBe(age);
  });
});

describe('a set of keys', () => {
  const [one, other] = [makeKey('ES256', 'one').jwk, makeKey('EdDSA', 'other').jwk];
  const read = async (keys: unknown) => [...(await readKeys({ keys }, findNative())).keys()];
  const refusal = (reason: string): unknown => expect.objectContaining({ code: 'protocol', message: reason });

  test('is read by the names of its keys', async () => {
    const checks = await readKeys({ keys: [one, other] }, findNative());
    expect([...checks].map(([kid, { algorithm }]) => [kid, algorithm])).toEqual([
      ['one', 'ES256'],
      ['other', 'EdDSA'],
    ]);
  });

  test.each([
    ['a key without a name', { ...other, kid: undefined }],
    ['a key whose name is no text', { ...other, kid: 7 }],
    ['a key for what nobody signs with', { ...other, alg: 'HS256' }],
    ['nothing', null],
    ['a text', 'key'],
    ['a list', [other]],
  ])('is read without %s', async (_what, bad) => {
    expect(await read([bad, one])).toEqual(['one']);
  });

  test('is read as far as its hundredth key', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => ({ ...other, kid: `k${index}` }));
    expect(await read(keys)).toEqual(keys.slice(0, 100).map(({ kid }) => kid));
  });

  test('is none without a list of keys, or without one that is good for tokens', async () => {
    for (const keys of [undefined, null, {}, 'keys']) {
      await expect(read(keys)).rejects.toEqual(refusal('The key set has no keys.'));
    }
    for (const keys of [[], [null], [{ ...one, use: 'enc' }], [{ ...one, kid: undefined }]]) {
      await expect(read(keys)).rejects.toEqual(
        refusal('The key set has no key that tokens can be checked with.'),
      );
    }
  });
});
