import { describe, expect, it } from 'vitest';
import { createVerifiedTokens } from './verified-tokens.ts';

const claims = { iss: 'i', sub: 's', aud: 'a', exp: 0, iat: 0, jti: 'j' };
const verified = (token: string, expiresAt = 1_000) => ({ token, claims, expiresAt, memo: undefined });

describe('verified tokens', () => {
  it('are found until they expire', () => {
    const tokens = createVerifiedTokens({ maxTokens: 10, maxCharacters: 1_000 });
    tokens.remember(verified('h.p.s'));
    expect(tokens.find('h.p.s', 999)?.token).toBe('h.p.s');
    expect(tokens.find('h.p.s', 1_000)).toBeUndefined();
    expect(tokens.size).toBe(0);
  });

  it('are not found by their signature alone', () => {
    const tokens = createVerifiedTokens({ maxTokens: 10, maxCharacters: 1_000 });
    tokens.remember(verified('h.p.s'));
    expect(tokens.find('h.other.s', 0)).toBeUndefined();
    expect(tokens.find('h.p.s', 0)).toBeDefined();
  });

  it('are no more than the limit, and those in use stay', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 1e6 });
    tokens.remember(verified('h.p.used'));
    for (let index = 0; index < 1_000; index++) {
      tokens.remember(verified(`h.p.s${index}`));
      expect(tokens.find('h.p.used', 0)).toBeDefined();
      expect(tokens.size).toBeLessThanOrEqual(101);
    }
    expect(tokens.find('h.p.s0', 0)).toBeUndefined();
  });

  it('are no longer together than the limit', () => {
    const tokens = createVerifiedTokens({ maxTokens: 1e6, maxCharacters: 10_000 });
    for (let index = 0; index < 100; index++) tokens.remember(verified(`h.${'p'.repeat(990)}.s${index}`));
    expect(tokens.size).toBeLessThanOrEqual(12);
  });
});
