import { expect, it } from 'vitest';
import { connectionOf, placeholder, serviceOf } from './connection.rules.ts';

const notes = {
  id: '1',
  name: 'Notes',
  audience: 'https://notes.example',
  scopes: [
    { name: 'notes.read', description: '' },
    { name: 'read', description: '' },
  ],
};
const standard = ['openid', 'read', 'write'];
const metadata = {
  issuer: 'https://id.example',
  authorization_endpoint: 'https://id.example/o/authorize',
  token_endpoint: 'https://id.example/o/token',
  userinfo_endpoint: 'https://id.example/o/userinfo',
  jwks_uri: 'https://id.example/jwks',
  end_session_endpoint: 'https://id.example/o/logout',
  grant_types_supported: [],
  scopes_supported: standard,
  id_token_signing_alg_values_supported: ['EdDSA'],
};
const application = {
  client_id: 'c',
  authentication: 'client_secret' as const,
  redirect_uris: ['https://a.example/1', 'https://a.example/2'],
  post_logout_redirect_uris: [],
  scopes: ['openid', 'notes.read'],
};

it('the service is the one that knows a scope that not every server has', () => {
  expect(serviceOf(['openid', 'notes.read'], [notes], standard)).toBe(notes);
  expect(serviceOf(['openid', 'read'], [notes], standard)).toBeUndefined();
});

it('a secret that is not known any more has a placeholder, one that never was has none', () => {
  const known = { application, metadata, services: [notes], secret: 's' };
  expect(connectionOf(known)).toMatchObject({
    clientSecret: 's',
    redirectUri: 'https://a.example/1',
    resource: 'https://notes.example',
    algorithm: 'EdDSA',
  });
  expect(connectionOf({ ...known, secret: null }).clientSecret).toBe(placeholder);
  const open = { ...application, authentication: 'none' as const };
  expect(connectionOf({ ...known, application: open, secret: null }).clientSecret).toBeNull();
});
