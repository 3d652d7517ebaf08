import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromDer, toDer } from './ecdsa-form.rules.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;

it('what node:crypto signs in DER is right in the other form, and back', () => {
  for (let index = 0; index < 300; index++) {
    const data = Buffer.from(`message ${String(index)}`);
    const der = sign('sha256', data, privateKey);
    const signature = fromDer(der);
    expect(signature).toHaveLength(64);
    expect(verify('sha256', data, key, signature)).toBe(true);
    expect(toDer(signature)).toEqual(der);
  }
});

it('keeps every number, however small or large', () => {
  const number = fc.oneof(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc
      .nat({ max: 31 })
      .chain((zeros) =>
        fc
          .uint8Array({ minLength: 32 - zeros, maxLength: 32 - zeros })
          .map((rest) => [...Array<number>(zeros).fill(0), ...rest]),
      ),
  );
  fc.assert(
    fc.property(number, number, (r, s) => {
      const signature = Buffer.from([...r, ...s]);
      expect(fromDer(toDer(signature)!)).toEqual(signature);
    }),
  );
});

it('refuses another length', () => {
  for (const length of [0, 63, 65, 128]) expect(toDer(Buffer.alloc(length))).toBeUndefined();
});
