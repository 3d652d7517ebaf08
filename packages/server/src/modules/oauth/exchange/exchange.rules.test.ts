import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actorChain, isAccessTokenType, narrowedScope, type Actor } from './exchange.rules.ts';

const words: fc.Arbitrary<string[]> = fc.uniqueArray(
  fc.constantFrom('openid', 'read', 'write', 'orders:read', 'admin'),
);

describe('the scope of an exchanged token', () => {
  test('never exceeds what the subject token has nor what the client may have', () => {
    fc.assert(
      fc.property(fc.option(words, { nil: undefined }), fc.option(words), words, (wish, has, allowed) => {
        const outcome = narrowedScope(wish, has, new Set(allowed));
        if (outcome.isRefused) {
          expect(wish).toContain(outcome.name);
          expect(allowed.includes(outcome.name) && (has?.includes(outcome.name) ?? true)).toBe(false);
          return;
        }
        for (const name of outcome.scope) {
          expect(allowed).toContain(name);
          if (has) expect(has).toContain(name);
        }
        if (wish) expect(outcome.scope).toEqual(wish);
      }),
    );
  });

  test('without a wish is all that both have', () => {
    fc.assert(
      fc.property(words, words, (has, allowed) => {
        const outcome = narrowedScope(undefined, has, new Set(allowed));
        expect(outcome).toEqual({ isRefused: false, scope: has.filter((name) => allowed.includes(name)) });
      }),
    );
  });

  test('of a first-party token without limit is what the client may have', () => {
    expect(narrowedScope(undefined, null, new Set(['read']))).toEqual({ isRefused: false, scope: ['read'] });
    expect(narrowedScope(['admin'], null, new Set(['read']))).toEqual({ isRefused: true, name: 'admin' });
  });
});

describe('the chain of actors', () => {
  const depth = (actor: Actor | undefined): number => (actor ? 1 + depth(actor.act) : 0);

  test('grows by one in front, up to eight', () => {
    let chain: Actor | undefined;
    for (let count = 1; count <= 8; count++) {
      chain = actorChain(`actor-${String(count)}`, chain ? { act: chain } : {});
      expect([chain?.sub, depth(chain)]).toEqual([`actor-${String(count)}`, count]);
    }
    expect(actorChain('one too many', { act: chain })).toBeUndefined();
  });
});

test.each([
  ['urn:ietf:params:oauth:token-type:access_token', true],
  ['urn:ietf:params:oauth:token-type:jwt', true],
  ['urn:ietf:params:oauth:token-type:refresh_token', false],
  ['urn:ietf:params:oauth:token-type:id_token', false],
  [undefined, false],
  [['urn:ietf:params:oauth:token-type:access_token'], false],
])('%s is taken as an access token: %s', (type, isTaken) => {
  expect(isAccessTokenType(type)).toBe(isTaken);
});
