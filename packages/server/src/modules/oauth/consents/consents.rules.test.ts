import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonScopes, mergedScopes, type ScopesByAudience } from './consents.rules.ts';

const name = fc.constantFrom('openid', 'read', 'write', 'orders:read', '__proto__');
const audience = fc.constantFrom('', 'https://a.example', 'https://b.example');
const scopes: fc.Arbitrary<ScopesByAudience> = fc.dictionary(audience, fc.uniqueArray(name));

function has(all: ScopesByAudience, at: string, word: string): boolean {
  return all[at]?.includes(word) === true;
}

function pairs(...all: ScopesByAudience[]): [string, string][] {
  return all.flatMap((one) =>
    Object.entries(one).flatMap(([at, words]) => words.map((word): [string, string] => [at, word])),
  );
}

test('what is merged is in either, and nothing else, each once', () => {
  fc.assert(
    fc.property(scopes, scopes, (a, b) => {
      const merged = mergedScopes(a, b);
      for (const [at, word] of pairs(merged)) expect(has(a, at, word) || has(b, at, word)).toBe(true);
      for (const [at, word] of pairs(a, b)) expect(has(merged, at, word)).toBe(true);
      for (const words of Object.values(merged)) expect(new Set(words).size).toBe(words.length);
    }),
  );
});

test('merging knows no order and changes nothing the second time', () => {
  fc.assert(
    fc.property(scopes, scopes, (a, b) => {
      const merged = mergedScopes(a, b);
      expect(merged).toEqual(mergedScopes(b, a));
      expect(mergedScopes(merged, b)).toEqual(merged);
    }),
  );
});

test('what is common is what was asked for and agreed to at the same audience', () => {
  fc.assert(
    fc.property(scopes, scopes, (asked, agreed) => {
      const common = commonScopes(asked, agreed);
      expect(Object.keys(common)).toEqual(Object.keys(asked));
      for (const [at, word] of pairs(asked)) expect(has(common, at, word)).toBe(has(agreed, at, word));
      for (const [at, word] of pairs(common)) expect(has(asked, at, word)).toBe(true);
    }),
  );
});

test('a scope of one service is no scope of another', () => {
  expect(
    commonScopes({ 'https://a.example': ['read'] }, { 'https://b.example': ['read'], '': ['read'] }),
  ).toEqual({
    'https://a.example': [],
  });
});
