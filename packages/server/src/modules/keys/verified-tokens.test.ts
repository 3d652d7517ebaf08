import { expect, test } from 'vitest';
import { createVerifiedTokens, type AuthenticReading } from './verified-tokens.ts';

function reading(exp?: number): AuthenticReading {
  return { isAuthentic: true, header: { alg: 'ES256' }, claims: exp === undefined ? {} : { exp } };
}

test('a signature with other contents before it is not remembered', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('header.payload.signature', reading(100), null);
  expect(tokens.find('header.payload.signature', 0)).toBeDefined();
  expect(tokens.find('header.PAYLOAD.signature', 0)).toBeUndefined();
  expect(tokens.find('signature', 0)).toBeUndefined();
});

test('a token is forgotten when it or its key has expired', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('a.a.a', reading(100), null);
  tokens.remember('b.b.b', reading(100), 50_000);
  expect(tokens.find('b.b.b', 49_999)).toBeDefined();
  expect(tokens.find('b.b.b', 50_000)).toBeUndefined();
  expect(tokens.find('a.a.a', 99_999)).toBeDefined();
  expect(tokens.find('a.a.a', 100_000)).toBeUndefined();
  expect(tokens.size).toBe(0);
});

test('a token that never expires is not kept', () => {
  const tokens = createVerifiedTokens(10);
  tokens.remember('a.a.a', reading(), null);
  expect(tokens.size).toBe(0);
});

test('the oldest gives way when it is full', () => {
  const tokens = createVerifiedTokens(3);
  for (const name of ['a', 'b', 'c', 'd']) tokens.remember(`${name}.${name}.${name}`, reading(100), null);
  expect(tokens.size).toBe(3);
  expect(tokens.find('a.a.a', 0)).toBeUndefined();
  expect(tokens.find('d.d.d', 0)).toBeDefined();
});
