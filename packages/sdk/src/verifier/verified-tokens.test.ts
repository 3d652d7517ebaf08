import { describe, expect, it } from 'vitest';
import { createVerifiedTokens } from './verified-tokens.ts';

const claims = { iss: 'i', sub: 's', aud: 'a', exp: 0, iat: 0, jti: 'j' };
const verified = (token: string, expiresAt = 1_000) => ({ token, claims, expiresAt, memo: undefined });

describe('verified tokens', () => {
  it('are found until they expire', () => {
    const tokens = createVerifiedTokens({ maxTokens: 10, maxCharacters: 1_000 });
    tokens.remember(verified('h.p.s'), 0);
    expect(tokens.find('h.p.s', 999)?.token).toBe('h.p.s');
    expect(tokens.find('h.p.s', 1_000)).toBeUndefined();
    expect(tokens.size).toBe(0);
  });

  it('are not found by their signature alone', () => {
    const tokens = createVerifiedTokens({ maxTokens: 10, maxCharacters: 1_000 });
    tokens.remember(verified('h.p.s'), 0);
    expect(tokens.find('h.other.s', 0)).toBeUndefined();
    expect(tokens.find('h.p.s', 0)).toBeDefined();
  });

  it('are no more than the limit, and those in use stay', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 1e6 });
    tokens.remember(verified('h.p.used'), 0);
    for (let index = 0; index < 1_000; index++) {
      tokens.remember(verified(`h.p.s${index}`), 0);
      expect(tokens.find('h.p.used', 0)).toBeDefined();
      expect(tokens.size).toBeLessThanOrEqual(101);
    }
    expect(tokens.find('h.p.s0', 0)).toBeUndefined();
  });

  it('are no longer together than the limit', () => {
    const tokens = createVerifiedTokens({ maxTokens: 1e6, maxCharacters: 10_000 });
    for (let index = 0; index < 100; index++) tokens.remember(verified(`h.${'p'.repeat(990)}.s${index}`), 0);
    expect(tokens.size).toBeLessThanOrEqual(12);
  });

  it('are remembered with what was made of them', () => {
    const tokens = createVerifiedTokens<string>({ maxTokens: 10, maxCharacters: 1_000 });
    const one = { ...verified('h.p.s'), memo: 'subject' };
    tokens.remember(one, 0);
    expect(tokens.find('h.p.s', 0)).toBe(one);
    expect(tokens.find('h.p.unknown', 0)).toBeUndefined();
  });

  it('are forgotten all at once when their keys are gone', () => {
    const tokens = createVerifiedTokens({ maxTokens: 4, maxCharacters: 1_000 });
    for (const token of ['a.b.1', 'a.b.2', 'a.b.3']) tokens.remember(verified(token), 0);
    expect(tokens.size).toBe(3);
    tokens.forgetAll();
    expect(tokens.size).toBe(0);
    for (const token of ['a.b.1', 'a.b.2', 'a.b.3']) expect(tokens.find(token, 0)).toBeUndefined();
  });

  /** Which of these tokens are found, without making room for them. */
  const found = (tokens: ReturnType<typeof createVerifiedTokens>, ...names: string[]): string[] =>
    names.filter((name) => tokens.find(name, 0) !== undefined);

  it('make room when half of the limit is reached: the older half goes, but for what was asked for', () => {
    const tokens = createVerifiedTokens({ maxTokens: 4, maxCharacters: 1_000 });
    for (const token of ['a.b.1', 'a.b.2', 'a.b.3', 'a.b.4']) tokens.remember(verified(token), 0);
    expect(tokens.size).toBe(4);
    // Asked for, it is among the younger again, which pushes out 2.
    expect(found(tokens, 'a.b.1')).toEqual(['a.b.1']);
    expect(tokens.size).toBe(3);
    expect(found(tokens, 'a.b.2')).toEqual([]);
    expect(found(tokens, 'a.b.1', 'a.b.3', 'a.b.4')).toEqual(['a.b.1', 'a.b.3', 'a.b.4']);
  });

  it('of the older half are counted once when they are asked for', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 20 });
    tokens.remember(verified('a.b.1'), 0);
    tokens.remember(verified('a.b.2'), 0);
    tokens.remember(verified('a.b.3'), 0);
    expect(tokens.size).toBe(3);
    expect(found(tokens, 'a.b.1')).toEqual(['a.b.1']);
    expect(tokens.size).toBe(3);
  });

  it('that have expired make room for others at once', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 20 });
    tokens.remember(verified('a.b.1', 1), 0);
    expect(tokens.find('a.b.1', 1)).toBeUndefined();
    // Ten characters more fit, as if there had been none.
    tokens.remember(verified('a.b.2'), 0);
    tokens.remember(verified('a.b.3'), 0);
    expect(tokens.size).toBe(2);
    tokens.remember(verified('a.b.4'), 0);
    tokens.remember(verified('a.b.5'), 0);
    expect(tokens.size).toBe(4);
  });

  it('that have expired are counted no longer, so that those that stay are not pushed out', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 20 });
    tokens.remember(verified('a.b.1'), 0);
    tokens.remember(verified('a.b.2', 1), 0);
    expect(tokens.find('a.b.2', 1)).toBeUndefined();
    for (const token of ['a.b.3', 'a.b.4', 'a.b.5']) tokens.remember(verified(token), 0);
    expect(tokens.size).toBe(4);
  });

  it('are never longer together than the limit', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 20 });
    for (let index = 0; index < 10; index++) {
      tokens.remember(verified(`a.b.${index}`), 0);
      expect(tokens.size * 5).toBeLessThanOrEqual(20);
    }
  });

  it('are counted anew after all were forgotten', () => {
    const tokens = createVerifiedTokens({ maxTokens: 100, maxCharacters: 20 });
    for (let round = 0; round < 5; round++) {
      tokens.remember(verified('a.b.1'), 0);
      tokens.forgetAll();
    }
    for (const token of ['a.b.1', 'a.b.2', 'a.b.3', 'a.b.4']) tokens.remember(verified(token), 0);
    expect(tokens.size).toBe(4);
  });

  /** One token each second, each good for a minute, none of them asked for again. */
  function rememberFor(seconds: number, lives: (second: number) => number = () => 60_000) {
    const tokens = createVerifiedTokens({ maxTokens: 10_000, maxCharacters: 1e9 });
    const sizes: number[] = [];
    for (let second = 0; second < seconds; second++) {
      const now = second * 1_000;
      tokens.remember(verified(`a.b.${second}`, now + lives(second)), now);
      sizes.push(tokens.size);
    }
    return { tokens, sizes };
  }

  it('that have expired are let go although nobody asks for them', () => {
    const { tokens, sizes } = rememberFor(1_000);
    expect(Math.max(...sizes)).toBe(120);
    // None that is good was let go.
    for (let second = 941; second < 1_000; second++) {
      expect(tokens.find(`a.b.${second}`, 1_000_000)?.token).toBe(`a.b.${second}`);
    }
  });

  it('are kept for half a minute although another one expired at once', () => {
    const { tokens } = rememberFor(31, (second) => (second === 0 ? 1 : 60_000));
    expect(tokens.find('a.b.1', 31_000)).toBeDefined();
    const { sizes } = rememberFor(1_000, () => 1);
    expect(Math.max(...sizes)).toBe(60);
  });

  it('that are asked for stay, however often others expire', () => {
    const tokens = createVerifiedTokens({ maxTokens: 10_000, maxCharacters: 1e9 });
    tokens.remember(verified('a.b.used', 1e9), 0);
    for (let now = 0; now < 600_000; now += 1_000) {
      tokens.remember(verified(`a.b.${now}`, now + 10), now);
      expect(tokens.find('a.b.used', now)).toBeDefined();
    }
    expect(tokens.size).toBeLessThanOrEqual(62);
  });
});
