import { describe, expect, test } from 'vitest';
import {
  buildClaims,
  findClaimsProblem,
  isForService,
  kindOf,
  textClaim,
  type ClaimsInput,
  type Expectation,
} from './claims.rules.ts';

const expected: Expectation = {
  nowSeconds: 1_000,
  leewaySeconds: 10,
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com',
  names: { userId: 'user_id', tokenType: 'token_type', tokenId: 'jti', slidingRefreshExp: 'refresh_exp' },
};
const good = { exp: 1_100, iat: 900, jti: 'id', iss: expected.issuer, aud: expected.audience };

describe('claims', () => {
  test.each<[string, Record<string, unknown>, string | undefined]>([
    ['all as they should be', {}, undefined],
    [
      'without issuer, audience and time of issue',
      { iss: undefined, aud: undefined, iat: undefined },
      undefined,
    ],
    ['for several audiences', { aud: ['x', expected.audience] }, undefined],
    ['expired within the leeway', { exp: 991 }, undefined],
    ['expired beyond the leeway', { exp: 990 }, 'expired'],
    ['issued in the future within the leeway', { iat: 1_010 }, undefined],
    ['issued in the future beyond the leeway', { iat: 1_011 }, 'invalid'],
    ['not good yet', { nbf: 1_011 }, 'invalid'],
    ['good just now', { nbf: 1_010 }, undefined],
    ['an expiry in text', { exp: '1100' }, 'invalid'],
    ['an expiry that is no time', { exp: null }, 'invalid'],
    ['an expiry that never comes', { exp: Infinity }, 'invalid'],
    ['a time of issue in text', { iat: '900' }, 'invalid'],
    ['another issuer', { iss: 'https://elsewhere.example.com' }, 'invalid'],
    ['another audience', { aud: 'https://elsewhere.example.com' }, 'invalid'],
    ['other audiences', { aud: ['x', 'y'] }, 'invalid'],
    ['an audience that is no text', { aud: 7 }, 'invalid'],
    ['no expiry', { exp: undefined }, 'no_exp'],
    ['no id', { jti: undefined }, 'no_id'],
    ['an empty id', { jti: '' }, 'no_id'],
  ])('%s', (_name, changes, problem) => {
    expect(findClaimsProblem({ ...good, ...changes }, expected)).toBe(problem);
  });
});

test('a token is what its header and its claim agree on', () => {
  const kind = (typ: string | undefined, tokenType: unknown) =>
    kindOf(expected.names, {
      isAuthentic: true,
      header: { alg: 'ES256', ...(typ === undefined ? {} : { typ }) },
      claims: { token_type: tokenType },
    });
  expect(kind('at+jwt', 'access')).toBe('access');
  expect(kind('JWT', 'sliding')).toBe('sliding');
  for (const [typ, tokenType] of [
    ['JWT', 'access'],
    ['at+jwt', 'sliding'],
    ['at+jwt', undefined],
    [undefined, 'access'],
    [undefined, 'refresh'],
    ['at+jwt', 'refresh'],
    ['logout+jwt', 'access'],
  ] as const) {
    expect(kind(typ, tokenType), `${typ} ${tokenType}`).toBeUndefined();
  }
});

describe('the claims that are signed', () => {
  const input: ClaimsInput = {
    ...{ kind: 'access', tokenId: 'id-1', userId: 'user-1', sessionId: 'session-1', clientId: 'ostiary' },
    ...{ scope: 'users.read', issuer: expected.issuer, audience: expected.audience, acr: 'aal2' },
    ...{ amr: ['pwd', 'otp', 'mfa'], authenticatedAt: 800, issuedAt: 900, expiresAt: 1_200 },
    access: { roles: ['admin'], permissions: ['users.read'], level: 2 },
    serviceAccess: null,
  };

  test('of an access token are those of SimpleJWT and of RFC 9068, and nothing that does not apply', () => {
    expect(buildClaims(expected.names, input)).toStrictEqual({
      ...{ token_type: 'access', exp: 1_200, iat: 900, jti: 'id-1', user_id: 'user-1' },
      ...{ iss: expected.issuer, sub: 'user-1', aud: expected.audience, sid: 'session-1' },
      ...{ client_id: 'ostiary', scope: 'users.read', auth_time: 800, acr: 'aal2' },
      ...{ amr: ['pwd', 'otp', 'mfa'], roles: ['admin'], permissions: ['users.read'] },
    });
  });

  test('of a sliding token say until when it can be refreshed', () => {
    const claims = buildClaims(expected.names, { ...input, kind: 'sliding', refreshExpiresAt: 5_000 });
    expect(claims).toEqual({
      ...buildClaims(expected.names, input),
      ...{ token_type: 'sliding', refresh_exp: 5_000 },
    });
  });

  test('for a service tell it what its user has there', () => {
    const serviceAccess = { level: 'editor', data: { desk: 'sports' } };
    const claims = buildClaims(expected.names, { ...input, serviceAccess });
    expect(claims).toEqual({ ...buildClaims(expected.names, input), service_access: serviceAccess });
  });

  test('have the names that are configured', () => {
    const names = { userId: 'uid', tokenType: 'kind', tokenId: 'tid', slidingRefreshExp: 'until' };
    const claims = buildClaims(names, { ...input, refreshExpiresAt: 5_000 });
    expect(claims).toMatchObject({ uid: 'user-1', kind: 'access', tid: 'id-1', until: 5_000 });
    for (const name of Object.values(expected.names)) expect(claims).not.toHaveProperty(name);
  });
});

test('a claim is read as text only where it is some', () => {
  const claims = { sid: 'session-1', scope: '', jti: 7 };
  expect(textClaim(claims, 'sid')).toBe('session-1');
  for (const name of ['scope', 'jti', 'absent']) expect(textClaim(claims, name), name).toBeUndefined();
});

describe('a service may take', () => {
  const names = { own: 'https://auth.example.com', service: 'https://orders.example.com' };

  test.each<[string, unknown, unknown, boolean]>([
    ['what is addressed to it', names.service, 'ostiary', true],
    ['what an application was given for it', names.service, 'app', true],
    ['what is addressed to several, it among them', ['x', names.service], 'app', true],
    ['a first-party token for whoever accepts it', names.own, 'ostiary', true],
    ['a first-party token without an audience', undefined, 'ostiary', true],
    ['not what an application was given for Ostiary itself', names.own, 'app', false],
    ['not an application’s without an audience', undefined, 'app', false],
    ['not what is for another service', 'https://stock.example.com', 'ostiary', false],
    ['not what is for several others', ['x', 'y'], 'ostiary', false],
    ['not one of nobody', names.own, undefined, false],
    ['not one with an audience that is none', 7, 'ostiary', false],
  ])('%s', (...[, aud, clientId, isFor]) => {
    expect(isForService({ aud, clientId }, names)).toBe(isFor);
  });
});
