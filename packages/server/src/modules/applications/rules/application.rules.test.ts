import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceGrant, exchangeGrant, type NewApplication } from '../applications.types.ts';
import { buildApplication, changedFields, mergeApplication } from './application-input.rules.ts';
import { describeApplication } from './application.rules.ts';

const origin = { id: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70', clientId: 'client', ownerId: null, now: 1_000 };
const least: NewApplication = { name: 'Shop', redirectUris: ['https://shop.example.org/cb'] };

function pathsOf(more: Partial<NewApplication>, isProduction = false): string[] {
  const application = buildApplication({ ...least, ...more }, origin);
  return describeApplication(application, { isProduction }).map(({ path }) => path);
}

describe('an application', () => {
  test('is good as it is by default', () => {
    expect(pathsOf({})).toEqual([]);
    expect(pathsOf({ clientType: 'public' })).toEqual([]);
  });

  test('is named by what people can see', () => {
    for (const name of ['A', '営業 2', ' Shop ', 'Ä'.repeat(100), '🛒'.repeat(100), 'Shop & <b>'])
      expect(pathsOf({ name }), name).toEqual([]);
    const unseen = [
      '',
      '   ',
      'a\u200bb',
      '\u202epohS',
      'a\0b',
      'a\nb',
      '\ud800',
      '\u3164',
      '\u2800',
      'x\u2028y',
    ];
    for (const name of [...unseen, 'x'.repeat(101)]) expect(pathsOf({ name }), name).toEqual(['name']);
  });

  test('proves itself as its type can, and has keys to do it with', () => {
    const jwksUri = 'https://shop.example.org/jwks';
    expect(pathsOf({ authentication: 'none' })).toEqual(['authentication']);
    expect(pathsOf({ clientType: 'public', authentication: 'client_secret' })).toEqual(['authentication']);
    expect(pathsOf({ authentication: 'private_key_jwt' })).toEqual(['jwks']);
    expect(pathsOf({ authentication: 'private_key_jwt', jwksUri })).toEqual([]);
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(pathsOf({ jwks: { keys: [key] }, jwksUri })).toEqual(['jwks_uri']);
    expect(pathsOf({ jwksUri: 'http://localhost/jwks' })).toEqual([]);
    expect(pathsOf({ jwksUri: 'http://localhost/jwks' }, true)).toEqual(['jwks_uri']);
  });

  test('uses grants that go together and that its type allows', () => {
    expect(pathsOf({ redirectUris: [] })).toEqual(['redirect_uris']);
    expect(pathsOf({ redirectUris: [], grants: [] })).toEqual([]);
    expect(pathsOf({ redirectUris: [], grants: [deviceGrant, 'refresh_token'] })).toEqual([]);
    expect(pathsOf({ redirectUris: [], grants: ['client_credentials', exchangeGrant] })).toEqual([]);
    expect(pathsOf({ grants: ['client_credentials', 'refresh_token'] })).toEqual(['grant_types']);
    expect(pathsOf({ clientType: 'public', grants: ['client_credentials', exchangeGrant] })).toEqual([
      ...['grant_types.0', 'grant_types.1'],
    ]);
    expect(pathsOf({ grants: ['authorization_code', 'authorization_code'] })).toEqual(['grant_types.1']);
  });

  test('asks for scopes that are words, and for permissions only when it is first-party', () => {
    expect(pathsOf({ scopes: ['openid', 'orders:read', 'https://example.org/scope', '!'] })).toEqual([]);
    const bad = ['', 'two words', 'a"b', 'a\\b', 'é', 'a\0', 'x'.repeat(101)];
    expect(pathsOf({ scopes: bad })).toEqual(bad.map((_, index) => `scopes.${String(index)}`));
    expect(pathsOf({ scopes: ['read', 'read'] })).toEqual(['scopes.1']);
    expect(pathsOf({ scopes: ['permissions'] })).toEqual(['scopes.0']);
    expect(pathsOf({ scopes: ['permissions'], isFirstParty: true })).toEqual([]);
    expect(pathsOf({ scopes: Array.from({ length: 201 }, (_, n) => `s${String(n)}`) })).toEqual(['scopes']);
  });

  test('has at most fifty addresses of a kind, each once', () => {
    const uris = Array.from({ length: 51 }, (_, index) => `https://shop.example.org/${String(index)}`);
    expect(pathsOf({ redirectUris: uris.slice(1) })).toEqual([]);
    expect(pathsOf({ redirectUris: uris, postLogoutRedirectUris: uris })).toEqual([
      ...['redirect_uris', 'post_logout_redirect_uris'],
    ]);
    const twice = 'https://shop.example.org/cb';
    expect(pathsOf({ redirectUris: [twice, twice] })).toEqual(['redirect_uris.1']);
    expect(pathsOf({ redirectUris: ['com.example.app:/cb'], postLogoutRedirectUris: ['x'] })).toEqual([
      ...['redirect_uris.0', 'post_logout_redirect_uris.0'],
    ]);
    expect(pathsOf({ kind: 'native', redirectUris: ['com.example.app:/cb'] })).toEqual([]);
    expect(pathsOf({ allowedOrigins: ['https://shop.example.org/'] })).toEqual(['allowed_origins.0']);
  });

  test('names the field of every bad address by its name on the wire', () => {
    const bad = 'javascript:alert(1)';
    const all = { backchannelLogoutUri: bad, logoUri: bad, homepageUri: bad, policyUri: bad, termsUri: bad };
    expect(pathsOf({ ...all, jwksUri: bad }).sort()).toEqual([
      ...['backchannel_logout_uri', 'client_uri', 'jwks_uri', 'logo_uri', 'policy_uri', 'tos_uri'],
    ]);
  });

  test('has tokens of a sensible lifetime', () => {
    for (const seconds of [30, 86_400]) expect(pathsOf({ accessTokenSeconds: seconds })).toEqual([]);
    for (const seconds of [60, 365 * 86_400]) expect(pathsOf({ refreshTokenSeconds: seconds })).toEqual([]);
    for (const seconds of [29, 86_401, 30.5, Number.NaN, -1, Infinity])
      expect(pathsOf({ accessTokenSeconds: seconds }), String(seconds)).toEqual(['access_token_seconds']);
    for (const seconds of [59, 365 * 86_400 + 1])
      expect(pathsOf({ refreshTokenSeconds: seconds })).toEqual(['refresh_token_seconds']);
  });

  test('keeps no secret among its metadata, and not more than a page of it', () => {
    expect(pathsOf({ metadata: { contacts: ['shop@example.org'] } })).toEqual([]);
    for (const metadata of [
      { client_secret: 'x' },
      { registration_access_token: 'x' },
      { x: 'x'.repeat(16_000) },
    ])
      expect(pathsOf({ metadata })).toEqual(['metadata']);
  });
});

describe('a change', () => {
  const before = buildApplication(least, origin);

  test('leaves what is not given, takes null for an answer, and is the next version', () => {
    const withLogo = mergeApplication(before, { logoUri: 'https://shop.example.org/logo.png' }, 2_000);
    expect(withLogo).toEqual({
      ...before,
      ...{ logoUri: 'https://shop.example.org/logo.png', updatedAt: 2_000, version: 2 },
    });
    expect(mergeApplication(withLogo, { logoUri: null }, 2_000).logoUri).toBeNull();
    expect(changedFields(before, withLogo)).toEqual(['logo_uri']);
    expect(changedFields(before, before)).toEqual([]);
  });

  test('never touches what is not the caller’s to choose', () => {
    const fixed = ['id', 'clientId', 'clientType', 'ownerId', 'origin', 'createdAt'] as const;
    const anything = fc.dictionary(
      fc.constantFrom(...fixed, 'version', 'updatedAt', '__proto__', 'name'),
      fc.string(),
    );
    fc.assert(
      fc.property(anything, (changes) => {
        const after = mergeApplication(before, changes, 2_000);
        for (const field of fixed) expect(after[field]).toBe(before[field]);
        expect([after.version, after.updatedAt]).toEqual([2, 2_000]);
        expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
      }),
    );
  });
});
