import { createSecretKey, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { oldClaims, oldKey, signOldToken } from '../old-service.fixture.ts';
import { findOldTokenProblem, idText, readOldToken, type OldTokenRules } from './old-token.rules.ts';

const nowMs = Date.UTC(2026, 0, 15);
const nowSeconds = nowMs / 1000;
const secret = (text = oldKey): KeyObject => createSecretKey(Buffer.from(text, 'utf8'));

describe('a text is a token of the predecessor', () => {
  test.each(['HS256', 'HS384', 'HS512'] as const)('when its key signed it by %s, and no other', (alg) => {
    const token = signOldToken(oldClaims(7, nowMs), { header: { alg } });
    expect(readOldToken({ secret: secret(), algorithm: alg }, token)).toMatchObject({ user_id: 7 });
    for (const other of ['HS256', 'HS384', 'HS512'] as const) {
      if (other === alg) continue;
      expect(readOldToken({ secret: secret(), algorithm: other }, token)).toBeUndefined();
    }
    expect(readOldToken({ secret: secret('another key'), algorithm: alg }, token)).toBeUndefined();
  });

  test.each(['', '.', '..', 'a.b.c', 'ort_x', 'é.é.é', `${'x'.repeat(9_000)}.x.x`])('not %s', (text) => {
    expect(readOldToken({ secret: secret(), algorithm: 'HS256' }, text)).toBeUndefined();
  });
});

describe('its claims', () => {
  const rules: OldTokenRules = {
    ...{ nowSeconds, leewaySeconds: 0, type: 'access', userIdClaim: 'user_id', issuer: null, audience: null },
  };
  const problem = (changed: object, more: Partial<OldTokenRules> = {}): string | undefined =>
    findOldTokenProblem({ ...oldClaims(7, nowMs), ...changed }, { ...rules, ...more });

  test('are fine as SimpleJWT makes them', () => {
    expect(problem({})).toBeUndefined();
    expect(problem({ user_id: '7', iat: undefined })).toBeUndefined();
    expect(problem({ token_type: 'refresh' }, { type: 'refresh' })).toBeUndefined();
  });

  test('expire to the second, give or take the leeway', () => {
    expect(problem({ exp: nowSeconds })).toBe('expired');
    expect(problem({ exp: nowSeconds + 1 })).toBeUndefined();
    expect(problem({ exp: nowSeconds }, { leewaySeconds: 1 })).toBeUndefined();
    expect(problem({ iat: nowSeconds + 1 })).toBe('invalid');
    expect(problem({ iat: nowSeconds + 1 }, { leewaySeconds: 1 })).toBeUndefined();
    expect(problem({ nbf: nowSeconds + 1 })).toBe('invalid');
    expect(problem({ nbf: 'soon' })).toBe('invalid');
    for (const exp of [undefined, null, '9999999999', Infinity, true])
      expect(problem({ exp })).toBe('invalid');
  });

  test('are from and for whom they should be', () => {
    expect(problem({ iss: 'a' })).toBe('invalid');
    expect(problem({ aud: [] })).toBe('invalid');
    expect(problem({ iss: 'a' }, { issuer: 'a' })).toBeUndefined();
    expect(problem({ iss: ['a'] }, { issuer: 'a' })).toBe('invalid');
    expect(problem({ aud: ['b', 'a'] }, { audience: 'a' })).toBeUndefined();
    expect(problem({}, { audience: 'a' })).toBe('invalid');
  });

  test('say what it is, which one, and whose', () => {
    expect(problem({ token_type: 'refresh' })).toBe('wrong_type');
    expect(problem({ token_type: 'access' }, { type: 'refresh' })).toBe('wrong_type');
    expect(problem({ jti: '' })).toBe('no_id');
    expect(problem({ jti: 7 })).toBe('no_id');
    expect(problem({ user_id: '' })).toBe('no_user_claim');
    expect(problem({}, { userIdClaim: 'sub' })).toBe('no_user_claim');
  });

  test.each([
    [7, '7'],
    [0, '0'],
    ['7', '7'],
    [2 ** 53, undefined],
    [1.5, undefined],
    [null, undefined],
    [{}, undefined],
    [true, undefined],
  ])('the id %j is %j', (value, text) => expect(idText(value)).toBe(text));
});
