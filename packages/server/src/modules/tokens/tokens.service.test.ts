import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  claimsOf,
  codeOf,
  createTokensFixture,
  operator,
  tokenConfig,
  visitor,
  type TokensFixture,
} from './tokens.fixture.ts';

let store: TestDatabase;
let fixture: TokensFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = await createTokensFixture(store);
  user = await fixture.addUser({ username: 'ann', email: 'ann@example.com' });
});
afterEach(() => store.close());

const nowSeconds = () => Math.floor(fixture.clock.nowMs() / 1000);

/** A token signed with our key that says what it says and this. */
async function altered(changes: Record<string, unknown>, typ = 'at+jwt'): Promise<string> {
  const { access } = await fixture.signIn(user);
  return fixture.keys.sign({ ...claimsOf(access), ...changes }, typ);
}

describe('an access token', () => {
  test('has SimpleJWT’s claims first, then those of RFC 9068', async () => {
    await fixture.access.ensureBuiltinRoles();
    await fixture.access.grantRole(operator, { userId: user.id }, 'admin');
    const { access } = await fixture.signIn(user);
    const claims = claimsOf(access);
    const held = await fixture.access.accessOf(store.database.db, user.id);
    expect(held.permissions.length).toBeGreaterThan(0);
    expect(Object.entries(claims)).toEqual([
      ['token_type', 'access'],
      ['exp', nowSeconds() + 300],
      ['iat', nowSeconds()],
      ['jti', expect.stringMatching(/^[0-9a-f]{32}$/)],
      ['user_id', user.id],
      ['iss', tokenConfig.issuer],
      ['sub', user.id],
      ['aud', tokenConfig.issuer],
      ['sid', expect.any(String)],
      ['client_id', 'ostiary'],
      ['scope', ''],
      ['auth_time', nowSeconds()],
      ['acr', 'aal1'],
      ['amr', ['pwd']],
      ['roles', ['admin']],
      ['permissions', held.permissions],
    ]);
    const header: unknown = JSON.parse(Buffer.from(access.split('.')[0]!, 'base64url').toString());
    const [key] = await fixture.keys.list();
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: key?.id });
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'by %s is accepted by an independent client',
    async (algorithm) => {
      const { tokens, keys } = fixture.another({ algorithm, audience: 'https://api.example.com' });
      await keys.ensureKey();
      const { pair } = await tokens.signIn(visitor, { login: 'ann', password: 'correct' });
      const published = createLocalJWKSet({ keys: (await keys.jwks()).keys });
      const { payload } = await jwtVerify(pair.access, published, {
        typ: 'at+jwt',
        algorithms: [algorithm],
        issuer: tokenConfig.issuer,
        audience: 'https://api.example.com',
        requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'sid', 'auth_time'],
        currentDate: new Date(fixture.clock.nowMs()),
      });
      expect(payload.sub).toBe(user.id);
    },
  );

  test('made by a refresh says when it was made and when the user signed in', async () => {
    const signedInAt = nowSeconds();
    const pair = await fixture.signIn(user);
    fixture.clock.advance(60_000);
    const claims = claimsOf((await fixture.tokens.refresh(visitor, pair.refresh)).access);
    expect(claims).toMatchObject({ iat: signedInAt + 60, exp: signedInAt + 360, auth_time: signedInAt });
    expect(claims['sid']).toBe(claimsOf(pair.access)['sid']);
    expect(claims['jti']).not.toBe(claimsOf(pair.access)['jti']);
  });

  test('speaks for its user and session', async () => {
    const { access } = await fixture.signIn(user);
    const identity = await fixture.tokens.authenticate(access);
    expect(identity).toMatchObject({ user: { id: user.id }, sessionId: claimsOf(access)['sid'], scope: '' });
    expect(identity.claims).toEqual(claimsOf(access));
  });

  test('is given for a session that exists, for as long as is asked', async () => {
    const sessionId = String(claimsOf((await fixture.signIn(user)).access)['sid']);
    const access = await fixture.tokens.issueAccess(user, sessionId, 1_800);
    expect(claimsOf(access)).toMatchObject({ sid: sessionId, exp: nowSeconds() + 1_800 });
    await fixture.tokens.verify(access);
    await store.database.write((tx) => fixture.sessions.end(tx, visitor, sessionId, 'signed_out'));
    expect(await codeOf(fixture.tokens.issueAccess(user, sessionId))).toBe('tokens.no_active_account');
  });

  test('is refused from the moment its session ends', async () => {
    const { access } = await fixture.signIn(user);
    await fixture.tokens.verify(access);
    await store.database.write((tx) => fixture.sessions.endAll(tx, visitor, user.id, 'signed_out'));
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.authenticate(access))).toBe('tokens.invalid');
  });

  test('expires, with leeway where it is configured', async () => {
    const { access } = await fixture.signIn(user);
    const lenient = fixture.another({ leewaySeconds: 30 });
    await lenient.keys.ensureKey();
    fixture.clock.advance(300_000);
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.expired');
    expect(await codeOf(fixture.tokens.authenticate(access))).toBe('tokens.expired');
    await lenient.tokens.verify(access);
    fixture.clock.advance(30_000);
    expect(await codeOf(lenient.tokens.verify(access))).toBe('tokens.expired');
  });

  test('of a server whose clock is ahead is refused beyond the leeway', async () => {
    const { access } = await fixture.signIn(user);
    fixture.clock.advance(-5_000);
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.invalid');
    const lenient = fixture.another({ leewaySeconds: 5 });
    await lenient.tokens.verify(access);
  });

  test('keeps working when signing moves to a new key, until that key is gone', async () => {
    const { access } = await fixture.signIn(user);
    await fixture.keys.rotate(operator.act);
    await fixture.tokens.verify(access);
    fixture.clock.advance(86_400_000);
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.invalid');
  });
});

describe('a token that our key signed but that is not right', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no expiry', { exp: undefined }, 'tokens.invalid', 'tokens.invalid'],
    ['no id', { jti: undefined }, 'tokens.no_id', 'tokens.no_id'],
    ['another issuer', { iss: 'https://elsewhere' }, 'tokens.invalid', 'tokens.invalid'],
    ['another audience', { aud: 'https://elsewhere' }, 'tokens.invalid', 'tokens.invalid'],
    ['another type', { token_type: 'refresh' }, 'tokens.invalid', 'tokens.wrong_type'],
    ['no type', { token_type: undefined }, 'tokens.invalid', 'tokens.wrong_type'],
    ['no user', { user_id: undefined }, 'tokens.no_user_claim', 'tokens.no_user_claim'],
    ['a user that is no text', { user_id: 7 }, 'tokens.no_user_claim', 'tokens.no_user_claim'],
    ['an unknown user', { user_id: 'nobody' }, 'tokens.no_active_account', 'tokens.user_not_found'],
    ['no session', { sid: undefined }, 'tokens.invalid', 'tokens.invalid'],
    ['another session', { sid: 'none' }, 'tokens.invalid', 'tokens.invalid'],
  ])('%s', async (...[, changes, verifyCode, authenticateCode]) => {
    const token = await altered(changes);
    expect(await codeOf(fixture.tokens.verify(token))).toBe(verifyCode);
    expect(await codeOf(fixture.tokens.authenticate(token))).toBe(authenticateCode);
  });

  test('somebody else’s session', async () => {
    const other = await fixture.addUser();
    const { access } = await fixture.signIn(other);
    const token = await altered({ sid: claimsOf(access)['sid'] });
    expect(await codeOf(fixture.tokens.verify(token))).toBe('tokens.invalid');
  });

  test('an access token under the media type of another', async () => {
    const token = await altered({}, 'logout+jwt');
    expect(await codeOf(fixture.tokens.verify(token))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.authenticate(token))).toBe('tokens.wrong_type');
  });

  test('says which claim is missing', async () => {
    await expect(fixture.tokens.verify(await altered({ exp: undefined }))).rejects.toThrow(
      "Token has no 'exp' claim",
    );
  });
});

describe('the wrong kind of token', () => {
  const calls = (token: string) => ({
    refresh: fixture.tokens.refresh(visitor, token),
    blacklist: fixture.tokens.blacklist(visitor, token),
    refreshSliding: fixture.tokens.refreshSliding(visitor, token),
    authenticate: fixture.tokens.authenticate(token),
    verify: fixture.tokens.verify(token),
    authenticateApiToken: fixture.tokens.authenticateApiToken(token),
  });
  async function codesOf(token: string): Promise<Record<string, string>> {
    const codes: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls(token))) codes[name] = await codeOf(call);
    return codes;
  }

  test('is named as such', async () => {
    const { access, refresh } = await fixture.signIn(user);
    const { token: api } = await fixture.tokens.createApiToken(await fixture.callerOf(user), {
      userId: user.id,
      name: 'one',
    });
    const wrong = 'tokens.wrong_type';
    const invalid = 'tokens.invalid';
    expect(await codesOf(access)).toEqual({
      refresh: wrong,
      blacklist: wrong,
      refreshSliding: wrong,
      authenticate: 'none',
      verify: 'none',
      authenticateApiToken: invalid,
    });
    expect(await codesOf(api)).toEqual({
      refresh: invalid,
      blacklist: invalid,
      refreshSliding: invalid,
      authenticate: invalid,
      verify: invalid,
      authenticateApiToken: 'none',
    });
    const sliding = await fixture.tokens.signInSliding(visitor, { login: 'ann', password: 'correct' });
    expect(await codesOf(sliding)).toMatchObject({
      refresh: wrong,
      blacklist: wrong,
      authenticate: 'none',
      verify: 'none',
    });
    expect(await codeOf(fixture.tokens.refreshSliding(visitor, refresh))).toBe(wrong);
    expect(await codeOf(fixture.tokens.authenticate(refresh))).toBe(wrong);
    expect(await codeOf(fixture.tokens.authenticate(`${refresh.slice(0, -1)}_`))).toBe(invalid);
  });

  test('an expired access token is first of all expired', async () => {
    const { access } = await fixture.signIn(user);
    fixture.clock.advance(300_000);
    expect(await codeOf(fixture.tokens.refresh(visitor, access))).toBe('tokens.expired');
  });

  test.each([
    '',
    ' ',
    '\0',
    'null',
    'a.b.c',
    'ort_',
    'ost_',
    `ort_${'A'.repeat(91)}`,
    'x'.repeat(100_000),
    '🎫',
  ])('garbage is invalid everywhere: %j', async (garbage) => {
    expect(new Set(Object.values(await codesOf(garbage)))).toEqual(new Set(['tokens.invalid']));
  });
});

test('wrong credentials make no session', async () => {
  const credentials = { login: 'ann', password: 'wrong' };
  expect(await codeOf(fixture.tokens.signIn(visitor, credentials))).toBe('passwords.invalid_credentials');
  expect(await codeOf(fixture.tokens.signInSliding(visitor, credentials))).toBe(
    'passwords.invalid_credentials',
  );
  expect(await fixture.sessions.list(store.database.db, user.id)).toEqual([]);
});

test('the names of claims are configuration', async () => {
  const claims = { userId: 'uid', tokenType: 'kind', tokenId: 'id', slidingRefreshExp: 'until' };
  const { tokens, keys } = fixture.another({ claims });
  await keys.ensureKey();
  const { pair } = await tokens.signIn(visitor, { login: 'ann', password: 'correct' });
  expect(Object.keys(claimsOf(pair.access)).slice(0, 5)).toEqual(['kind', 'exp', 'iat', 'id', 'uid']);
  await tokens.verify(pair.access);
  expect((await tokens.authenticate(pair.access)).user.id).toBe(user.id);
});
