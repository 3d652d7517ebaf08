import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmail } from './email.rules.ts';
import { foldText } from './folding.rules.ts';
import { hasHiddenCharacters, isOneScript } from './scripts.rules.ts';
import { usernameKey } from './username.rules.ts';

/** What the short ways for ASCII leave out, written out. */
const slowly = {
  fold: (text: string) => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC'),
  isHidden: (text: string) => /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{C}]/u.test(text),
  isLatin: (text: string) => /^[\p{Script_Extensions=Latin}]*$/u.test(text.replace(/[^\p{L}\p{M}]/gu, '')),
};

const ascii = fc.string({ unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) });

test('the short ways for ASCII come to the same as the long ones', () => {
  fc.assert(
    fc.property(ascii, (text) => {
      expect(foldText(text)).toBe(slowly.fold(text));
      expect(usernameKey(text)).toBe(slowly.fold(text));
      expect(hasHiddenCharacters(text)).toBe(slowly.isHidden(text));
      expect([isOneScript(text), slowly.isLatin(text)]).toEqual([true, true]);
    }),
    { numRuns: 3_000 },
  );
});

test('a plain domain is what the URL standard makes of it', () => {
  const label = fc.string({ unit: fc.constantFrom(...'aZx09n--'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
      const typed = labels.join('.');
      const read = readEmail(`a@${typed}`);
      if (read) expect(read.key).toBe(`a@${domainToASCII(typed)}`);
      const isRefused = domainToASCII(typed) === '';
      if (isRefused) expect(read).toBeUndefined();
    }),
    { numRuns: 5_000 },
  );
  for (const typed of ['1.2.3.4', 'a.0x1', 'a.1', '0x7f.1']) expect(readEmail(`a@${typed}`)).toBeUndefined();
  for (const typed of ['xn--a.com', 'a.xn--b', 'A--B.com', 'XN--bcher-kva.example'])
    expect(readEmail(`a@${typed}`)?.key ?? 'a@').toBe(`a@${domainToASCII(typed)}`);
});
