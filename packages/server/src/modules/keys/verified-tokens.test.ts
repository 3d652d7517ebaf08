import { expect, test } from 'vitest';
import { createVerifiedTokens, type AuthenticReading } from './verified-tokens.ts';

function reading(exp?: number): AuthenticReading {
  return { isAuthentic: true, header: { alg: 'ES256' }, claims: exp === undefined ? {} : { exp } };
}

const at = (now = 0, keyExpiresAt: number | null = null) => ({ now, keyExpiresAt });

test('a signature with other contents before it is not remembered', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('header.payload.signature', reading(100), at());
  expect(tokens.find('header.payload.signature', 0)).toBeDefined();
  expect(tokens.find('header.PAYLOAD.signature', 0)).toBeUndefined();
  expect(tokens.find('signature', 0)).toBeUndefined();
});

test('a token is forgotten when it or its key has expired', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('a.a.a', reading(100), at());
  tokens.remember('b.b.b', reading(100), at(0, 50_000));
  expect(tokens.find('b.b.b', 49_999)).toBeDefined();
  expect(tokens.find('b.b.b', 50_000)).toBeUndefined();
  expect(tokens.find('a.a.a', 99_999)).toBeDefined();
  expect(tokens.find('a.a.a', 100_000)).toBeUndefined();
  expect(tokens.size).toBe(0);
});

test('a token that never expires is not kept', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('a.a.a', reading(), at());
  expect(tokens.size).toBe(0);
});

test('the older half gives way when it is full, but for what was asked for', () => {
  const tokens = createVerifiedTokens(4);
  const remember = (name: string) => tokens.remember(`${name}.${name}.${name}`, reading(100), at());
  const isKnown = (name: string) => tokens.find(`${name}.${name}.${name}`, 0) !== undefined;
  for (const name of ['a', 'b', 'c', 'd']) remember(name);
  expect(tokens.size).toBe(4);
  expect(isKnown('a')).toBe(true);
  expect(['a', 'b', 'c', 'd'].map(isKnown)).toEqual([true, false, true, true]);
  for (let index = 0; index < 100; index++) {
    remember(String(index));
    expect(isKnown('a')).toBe(true);
    expect(tokens.size).toBeLessThanOrEqual(5);
  }
});

test('what has expired is let go although nobody asks for it, and nothing else is', () => {
  const tokens = createVerifiedTokens(10_000);
  const sizes: number[] = [];
  for (let second = 0; second < 1_000; second++) {
    tokens.remember(`a.b.${second}`, reading(second + 60), at(second * 1_000));
    sizes.push(tokens.size);
  }
  expect(Math.max(...sizes)).toBe(120);
  for (let second = 941; second < 1_000; second++) {
    expect(tokens.find(`a.b.${second}`, 1_000_000)).toBeDefined();
  }
});

test('one that expires soon does not push out the others at once', () => {
  const tokens = createVerifiedTokens(10_000);
  tokens.remember('a.b.soon', reading(1), at());
  for (let second = 0; second <= 30; second++) {
    tokens.remember(`a.b.${second}`, reading(100), at(second * 1_000));
  }
  expect(tokens.find('a.b.0', 30_000)).toBeDefined();
});

test('nothing is known any more when all is forgotten', () => {
  const tokens = createVerifiedTokens(4);
  for (const name of ['a', 'b', 'c']) tokens.remember(`${name}.b.${name}`, reading(100), at());
  tokens.forgetAll();
  expect(tokens.size).toBe(0);
  expect(tokens.find('a.b.a', 0)).toBeUndefined();
});
