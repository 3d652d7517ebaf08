import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimsKey } from '../consents/consents.rules.ts';
import { agreedOf, askedOf, resourcesOf, textParam, wordParams } from './requested.rules.ts';

const api = 'https://api.example';
const offered = new Map([[api, new Set(['read', 'orders:read'])]]);

describe('what a request asks for', () => {
  test('is by audience: of the user, and of each service what it offers', () => {
    expect(askedOf({ scope: 'openid profile orders:read unknown' }, offered)).toEqual({
      '': ['openid', 'profile'],
      [api]: ['orders:read'],
    });
  });

  test('names the single claims of both kinds once', () => {
    const claims = JSON.stringify({
      userinfo: { email: null, name: null },
      id_token: { email: { essential: true } },
    });
    expect(askedOf({ scope: 'openid', claims }, offered)[claimsKey]).toEqual(['email', 'name']);
    expect(askedOf({ claims: '{"userinfo":null}' }, offered)).not.toHaveProperty(claimsKey);
  });

  test.each([
    [{}, []],
    [{ resource: api }, [api]],
    [{ resource: [api, 'https://b.example'] }, [api, 'https://b.example']],
    [{ resource: 7 }, []],
  ])('resources of %j', (params, resources) => {
    expect(resourcesOf(params)).toEqual(resources);
  });

  test('texts and words that are absent, empty or something else', () => {
    expect([textParam({}, 'a'), textParam({ a: '' }, 'a'), textParam({ a: ['x'] }, 'a')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(wordParams({ a: ' x  y ' }, 'a')).toEqual(['x', 'y']);
  });
});

test('what is agreed to is what was asked for and named; single claims go with it', () => {
  const name = fc.constantFrom('openid', 'profile', 'read', 'orders:read', 'email');
  const asked = fc.dictionary(fc.constantFrom('', api, claimsKey), fc.uniqueArray(name));
  fc.assert(
    fc.property(asked, fc.uniqueArray(name), (all, names) => {
      for (const [audience, words] of Object.entries(agreedOf(all, names))) {
        expect(words).toEqual(
          audience === claimsKey ? all[audience] : all[audience]?.filter((word) => names.includes(word)),
        );
      }
    }),
  );
});
