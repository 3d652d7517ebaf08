import fc from 'fast-check';
import type { AdapterPayload } from 'oidc-provider';
import { expect, test } from 'vitest';
import { toApplication } from './registered-application.rules.ts';

const identity = { id: 'id', clientId: 'client', createdAt: 1, updatedAt: 1, version: 1 };

test('a registration gets nothing that is for administrators to give, whatever it says', () => {
  const text = fc.constantFrom('openid', 'read', 'permissions', 'users.manage', 'roles', 'offline_access');
  const grant = fc.constantFrom(
    ...['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit'],
    'urn:ietf:params:oauth:grant-type:token-exchange',
  );
  const registration = fc.record({
    scope: fc.array(text),
    grants: fc.array(grant),
    method: fc.constantFrom('none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'other'),
    extra: fc.dictionary(
      fc.constantFrom('is_first_party', 'may_impersonate', 'owner_id', 'origin', 'is_active'),
      fc.anything(),
    ),
  });
  fc.assert(
    fc.property(registration, ({ scope, grants: grant_types, method, extra }) => {
      const metadata = { ...extra, scope: scope.join(' '), grant_types, token_endpoint_auth_method: method };
      const made = toApplication(metadata as AdapterPayload, identity);
      expect(made).toMatchObject({
        ...{
          isFirstParty: false,
          mayImpersonate: false,
          ownerId: null,
          origin: 'registered',
          isActive: true,
        },
        ...{ accessTokenSeconds: null, refreshTokenSeconds: null, allowedOrigins: [] },
      });
      for (const name of made.scopes) expect(['openid', 'read', 'offline_access']).toContain(name);
      for (const name of made.grants) {
        expect(name).toMatch(/^(authorization_code|refresh_token|client_credentials)$/);
      }
      const isPublic = method === 'none';
      const type = isPublic ? 'public' : 'confidential';
      expect([made.clientType, made.authentication === 'none']).toEqual([type, isPublic]);
      if (isPublic) expect(made.grants).not.toContain('client_credentials');
    }),
  );
});

test('what has no column is kept as it was registered, and what has one is not kept twice', () => {
  const made = toApplication(
    {
      client_name: 'New',
      contacts: ['a@b.example'],
      redirect_uris: ['https://new.example/cb'],
      client_secret: 's',
    },
    identity,
  );
  expect(made).toMatchObject({
    name: 'New',
    redirectUris: ['https://new.example/cb'],
    metadata: { contacts: ['a@b.example'] },
  });
  expect(JSON.stringify(made)).not.toContain('"s"');
});

test('a registration without a name goes by its id', () => {
  expect(toApplication({}, identity)).toMatchObject({ name: 'client', kind: 'web' });
});
