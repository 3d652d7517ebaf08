import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSealer } from '#platform/sealing.ts';
import { decodeRefreshToken, encodeRefreshToken, refreshHashOf, successorOf } from './refresh-token.ts';

const sealer = createSealer('a master key of at least thirty-two characters');
const token = fc.record({
  familyId: fc.uuid(),
  generation: fc.integer({ min: 0, max: 0xffffffff }),
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(token, (one) => {
      const text = encodeRefreshToken(sealer, one);
      expect(text).toMatch(/^ort_[A-Za-z0-9_-]{91}$/);
      expect(decodeRefreshToken(sealer, text)).toEqual(one);
    }),
  );
});

test('any other character anywhere makes it no token of ours', () => {
  const text = encodeRefreshToken(sealer, {
    familyId: '01900000-0000-7000-8000-000000000001',
    generation: 3,
    secret: Buffer.alloc(32, 7),
  });
  for (let index = 0; index < text.length; index++) {
    for (const character of ['A', 'z', '-', '=', '+', ' ', '\0']) {
      if (text[index] === character) continue;
      const tampered = text.slice(0, index) + character + text.slice(index + 1);
      expect(decodeRefreshToken(sealer, tampered), `${index} ${character}`).toBeUndefined();
    }
  }
  for (const other of [
    '',
    'ort_',
    text.slice(0, -1),
    `${text}A`,
    ` ${text}`,
    `${text}\n`,
    text.toUpperCase(),
  ]) {
    expect(decodeRefreshToken(sealer, other)).toBeUndefined();
  }
});

test('a token of another server is none of ours', () => {
  const other = createSealer('another master key of thirty-two characters');
  fc.assert(
    fc.property(token, (one) => decodeRefreshToken(sealer, encodeRefreshToken(other, one)) === undefined),
  );
});

test('the successor depends on the presented secret, the generation and the family, and is always the same', () => {
  fc.assert(
    fc.property(token, token, (one, other) => {
      fc.pre(one.generation < 0xffffffff && other.generation < 0xffffffff);
      const next = successorOf(sealer, one);
      expect(next.generation).toBe(one.generation + 1);
      expect(successorOf(sealer, one)).toEqual(next);
      expect(next.secret.equals(one.secret)).toBe(false);
      expect(successorOf(sealer, { ...one, secret: other.secret }).secret.equals(next.secret)).toBe(
        one.secret.equals(other.secret),
      );
      expect(refreshHashOf(sealer, next)).not.toBe(refreshHashOf(sealer, one));
    }),
  );
});
