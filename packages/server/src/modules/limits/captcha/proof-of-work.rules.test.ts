import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadingZeroBits, solvedChallenge } from './proof-of-work.rules.ts';

/** The first answer that is good for so many bits. */
function solve(challenge: string, bits: number): string {
  for (let counter = 0; ; counter++) {
    const answer = `${challenge}.${counter}`;
    if (leadingZeroBits(createHash('sha256').update(answer).digest()) >= bits) return answer;
  }
}

describe('leading zero bits', () => {
  test.each([
    [[0x80], 0],
    [[0x7f], 1],
    [[0x01], 7],
    [[0x00, 0xff], 8],
    [[0x00, 0x00, 0x1f, 0xff], 19],
    [[0x00, 0x00], 16],
    [[], 0],
  ])('of %j are %i', (bytes, bits) => {
    expect(leadingZeroBits(Uint8Array.from(bytes))).toBe(bits);
  });

  test('are those of the number that the bytes are', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(bytes, (value) => {
        const digits = Array.from(value, (byte) => byte.toString(2).padStart(8, '0')).join('');
        expect(leadingZeroBits(value)).toBe(digits.indexOf('1') < 0 ? digits.length : digits.indexOf('1'));
      }),
    );
  });
});

describe('an answer', () => {
  const challenge = 'c-_'.repeat(24);
  const answer = solve(challenge, 10);

  test('that has cost enough is to its challenge', () => {
    expect(solvedChallenge(answer, 10)).toBe(challenge);
    expect(solvedChallenge(answer, 0)).toBe(challenge);
  });

  test('that has cost too little is none', () => {
    const bits = leadingZeroBits(createHash('sha256').update(answer).digest());
    expect(solvedChallenge(answer, bits + 1)).toBeUndefined();
    // About one in a thousand is good by chance.
    const wrong = Array.from({ length: 50 }, (_, counter) => solvedChallenge(`${challenge}.${counter}`, 20));
    expect(new Set(wrong)).toEqual(new Set([undefined]));
  });

  test.each([
    '',
    '.',
    `${challenge}`,
    `.1`,
    `${challenge}.`,
    `${challenge}.x`,
    `${challenge} .1`,
    'a.b.1',
    `${answer}\n`,
  ])('%j is none, whatever it costs', (text) => {
    expect(solvedChallenge(text, 0)).toBeUndefined();
  });
});
