import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDer } from './ecdsa-form.rules.ts';

/** As X.690 section 8.3 says it, by way of the number itself: the shortest form, never negative. */
function derInteger(number: Uint8Array): number[] {
  const digits = BigInt(`0x${Buffer.from(number).toString('hex')}`).toString(16);
  const bytes = [...Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')];
  const positive = bytes[0]! >= 0x80 ? [0, ...bytes] : bytes;
  return [0x02, positive.length, ...positive];
}

describe('a signature in its other form', () => {
  it('is a sequence of two numbers, each in its shortest form', () => {
    const byte = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat({ max: 255 }));
    const small = fc
      .tuple(fc.nat({ max: 32 }), fc.array(byte, { minLength: 32, maxLength: 32 }))
      .map(([zeros, bytes]) => Uint8Array.from(bytes, (one, index) => (index < zeros ? 0 : one)));
    fc.assert(
      fc.property(small, small, (r, s) => {
        const numbers = [...derInteger(r), ...derInteger(s)];
        expect([...toDer(Uint8Array.from([...r, ...s]))!]).toEqual([0x30, numbers.length, ...numbers]);
      }),
      { numRuns: 500 },
    );
  });

  it('is what node:crypto reads', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = createPublicKey(privateKey);
    for (let round = 0; round < 20; round++) {
      const data = Buffer.from(`text ${round}`);
      const raw = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify('sha256', data, key, toDer(raw)!)).toBe(true);
    }
  });

  it.each([0, 1, 63, 65, 128])('is not made of %i bytes', (length) => {
    expect(toDer(new Uint8Array(length))).toBeUndefined();
  });
});
