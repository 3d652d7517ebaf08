import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeBytes, codeOf, readTypedCode } from './recovery-code.rules.ts';

const bytes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes });

describe('a recovery code', () => {
  test('is three groups of letters and digits that are not taken for each other', () => {
    fc.assert(
      fc.property(bytes, (made) => {
        expect(codeOf(made)).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
      }),
    );
  });

  test('has 60 bits: each of 32 characters comes from as many bytes', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const letter = codeOf(new Uint8Array(codeBytes).fill(byte)).charAt(0);
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
    expect(codeBytes * Math.log2(counts.size)).toBe(60);
  });

  test('is the same however it is typed', () => {
    const dash = fc.constantFrom('', '-', ' ', '\u2013', ' - ', '\n');
    fc.assert(
      fc.property(bytes, dash, fc.boolean(), (made, between, isLoud) => {
        const code = codeOf(made);
        const spaced = [...code.replaceAll('-', '')].join(between).replaceAll('0', 'O').replaceAll('1', 'l');
        const typed = isLoud ? spaced.toUpperCase() : spaced;
        expect(readTypedCode(typed)).toEqual({ kind: 'recovery_code', text: code.replaceAll('-', '') });
      }),
    );
  });

  test('is told from a code of an app, and from what is neither', () => {
    expect(readTypedCode(' 123 456 ')).toEqual({ kind: 'totp', text: '123456' });
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { kind, text } = readTypedCode(typed);
        expect(kind === 'recovery_code').toBe(/^[0-9a-hjkmnp-tv-z]{12}$/.test(text));
      }),
    );
  });

  test('is never made of too little', () => {
    expect(() => codeOf(new Uint8Array(11))).toThrow(TypeError);
  });
});
