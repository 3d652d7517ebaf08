import { describe, expect, it } from 'vitest';
import { isAccessTokenType, readClaims } from './claims.rules.ts';

const expected = {
  ...{ now: 1_000_000, leewaySeconds: 5, issuer: 'https://id.test', audience: 'https://orders.test' },
};
const good = {
  ...{ iss: 'https://id.test', aud: 'https://orders.test', sub: 'u1', jti: 'j1', iat: 900, exp: 1_100 },
};

function codeOf(changes: Record<string, unknown>): string {
  const reading = readClaims({ ...good, ...changes }, expected);
  return reading.isGood ? 'good' : `${reading.code}: ${reading.reason}`;
}

const misshapen = 'token_invalid: A claim is missing, or is not what it should be.';
const stranger = 'token_invalid: It is of another issuer.';
const elsewhere = 'token_wrong_audience: It is for another service.';
const expired = 'token_expired: It has expired.';
const early = 'token_invalid: It was issued in the future.';
const notYet = 'token_invalid: Its time has not come yet.';

describe('the claims of a token', () => {
  it('are those that were signed', () => {
    const reading = readClaims(good, expected);
    expect(reading).toEqual({ isGood: true, claims: good });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['for several services', { aud: ['x', 'https://orders.test'] }, 'good'],
    ['expired within the leeway', { exp: 995.5 }, 'good'],
    ['expired to the end of the leeway', { exp: 995 }, expired],
    ['issued within the leeway', { iat: 1_005 }, 'good'],
    ['issued beyond the leeway', { iat: 1_005.5 }, early],
    ['good within the leeway', { nbf: 1_005 }, 'good'],
    ['good beyond the leeway', { nbf: 1_005.5 }, notYet],
    ['good from a word on', { nbf: 'now' }, notYet],
    ['good from nothing on', { nbf: null }, notYet],
    ['of another issuer', { iss: 'https://id.test/' }, stranger],
    ['of no issuer', { iss: undefined }, stranger],
    ['of several issuers', { iss: ['https://id.test'] }, stranger],
    ['for another service', { aud: 'https://orders.test.evil.test' }, elsewhere],
    ['for other services', { aud: ['x', 'https://orders'] }, elsewhere],
    ['for nobody', { aud: undefined }, elsewhere],
    ['for what is no service', { aud: { includes: 'https://orders.test' } }, elsewhere],
    ['of another issuer and expired', { iss: 'x', exp: 1 }, stranger],
    ['for another service and expired', { aud: 'x', exp: 1 }, elsewhere],
    ['expired and without a subject', { sub: undefined, exp: 1 }, expired],
  ])('%s', (_what, changes, code) => {
    expect(codeOf(changes)).toBe(code);
  });

  it.each([
    ...['sub', 'jti'].flatMap((name) => [undefined, '', 7, null].map((value) => [name, value] as const)),
    ...['exp', 'iat'].flatMap((name) =>
      [undefined, '1100', null, Number.NaN, -Infinity].map((value) => [name, value] as const),
    ),
  ])('without a good `%s` are refused: %j', (name, value) => {
    expect(codeOf({ [name]: value })).toBe(misshapen);
  });
});

describe('a claim that need not be there', () => {
  const texts = ['client_id', 'sid', 'grant_id', 'acr'];
  const lists = ['amr', 'roles', 'permissions'];
  const objects = ['act', 'cnf'];

  it.each<[string, unknown[], unknown[]]>([
    ...texts.map((name): [string, unknown[], unknown[]] => [name, ['x'], ['', 7, null, ['x']]]),
    ...lists.map((name): [string, unknown[], unknown[]] => [
      name,
      [[], ['x', 'y']],
      ['x', ['x', 7], {}, null],
    ]),
    ...objects.map((name): [string, unknown[], unknown[]] => [name, [{}, { sub: 'x' }], ['x', [], null, 7]]),
    ['scope', ['', 'read write'], [7, null, ['read']]],
    ['auth_time', [0, 900], ['900', null, Infinity]],
    [
      'service_access',
      [null, { level: null, data: {} }, { level: 'editor', data: { desk: 'sports' } }],
      [
        7,
        'editor',
        [],
        {},
        { level: 3, data: {} },
        { level: 'editor' },
        { data: {} },
        { level: null, data: [] },
      ],
    ],
  ])('%s', (name, fitting, others) => {
    expect(codeOf({ [name]: undefined })).toBe('good');
    for (const value of fitting) expect(codeOf({ [name]: value }), JSON.stringify(value)).toBe('good');
    for (const value of others) expect(codeOf({ [name]: value }), JSON.stringify(value)).toBe(misshapen);
  });

  it('may be any other, which nobody reads', () => {
    expect(codeOf({ locale: 7, 'https://example.org/claim': null })).toBe('good');
  });
});

describe('the type of an access token', () => {
  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+Jwt'])('is %s', (typ) => {
    expect(isAccessTokenType(typ)).toBe(true);
  });

  it.each([undefined, '', 'JWT', 'jwt', 'at+jwt ', 'xat+jwt', 'logout+jwt', 'application/jwt'])(
    'is not %s',
    (typ) => {
      expect(isAccessTokenType(typ)).toBe(false);
    },
  );
});
