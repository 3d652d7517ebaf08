import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  claimsOf,
  codeOf,
  createTokensFixture,
  operator,
  visitor,
  type TokensFixture,
} from '../tokens.fixture.ts';

let store: TestDatabase;
let fixture: TokensFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = await createTokensFixture(store);
  user = await fixture.addUser({ username: 'ann' });
});
afterEach(() => store.close());

const nowSeconds = () => Math.floor(fixture.clock.nowMs() / 1000);

describe('a sliding token', () => {
  const signIn = () => fixture.tokens.signInSliding(visitor, { login: 'ann', password: 'correct' });
  const refresh = (token: string) => fixture.tokens.refreshSliding(visitor, token);

  test('has the end of refreshing among its claims', async () => {
    const token = await signIn();
    const claims = claimsOf(token);
    expect(Object.keys(claims).slice(0, 6)).toEqual([
      'token_type',
      'exp',
      'iat',
      'jti',
      'refresh_exp',
      'user_id',
    ]);
    expect(claims).toMatchObject({
      token_type: 'sliding',
      exp: nowSeconds() + 300,
      refresh_exp: nowSeconds() + 86_400,
    });
  });

  test('slides: a later expiry, the same id and the same end', async () => {
    const token = await signIn();
    fixture.clock.advance(200_000);
    const next = await refresh(token);
    const [before, after] = [claimsOf(token), claimsOf(next)];
    expect(after).toEqual({ ...before, exp: nowSeconds() + 300, iat: nowSeconds() });
    fixture.clock.advance(200_000);
    expect(await codeOf(fixture.tokens.verify(token))).toBe('tokens.expired');
    await fixture.tokens.verify(next);
  });

  test('slides no further than its end, and works until then', async () => {
    let token = await signIn();
    const { refresh_exp: end } = claimsOf(token);
    while (nowSeconds() + 299 < Number(end)) {
      fixture.clock.advance(299_000);
      token = await refresh(token);
    }
    fixture.clock.set(Number(end) * 1000);
    await fixture.tokens.verify(token);
    expect(await codeOf(refresh(token))).toBe('tokens.expired');
    await expect(refresh(token)).rejects.toThrow("Token 'refresh_exp' claim has expired");
  });

  test('ends with its session and its user', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const sid = String(claimsOf(one)['sid']);
    await store.database.write((tx) => fixture.sessions.end(tx, visitor, sid, 'signed_out'));
    expect(await codeOf(refresh(one))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.verify(one))).toBe('tokens.invalid');
    await fixture.users.deactivate(operator, user.id);
    expect(await codeOf(refresh(other))).toBe('tokens.no_active_account');
  });
});
