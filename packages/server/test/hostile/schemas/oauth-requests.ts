import type { ApiDocument } from './requests.ts';
import type { Schema } from './from-schema.ts';

const text: Schema = { type: 'string', maxLength: 40 };
const scope: Schema = {
  enum: ['read', 'read write', 'openid profile email', 'openid offline_access', 'admin', ''],
};
const uri: Schema = {
  enum: ['https://shop.example.org/callback', 'https://evil.example/', 'urn:x', 'http://localhost:1'],
};
const token: Schema = {
  anyOf: [
    text,
    {
      enum: [
        'ort_AAAA',
        'ost_AAAA',
        'eyJhbGciOiJub25lIn0.e30.',
        'a.b.c',
        '0123456789abcdef0123456789abcdef01234567',
      ],
    },
  ],
};
const grants = ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit', ''];
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const client: Record<string, Schema> = {
  client_id: { anyOf: [{ const: '{client}' }, text] },
  client_secret: { anyOf: [{ const: '{secret}' }, text] },
  client_assertion_type: { enum: [jwtBearer, 'x'] },
  client_assertion: token,
};

const authorization: Record<string, Schema> = {
  ...{ client_id: client['client_id'] ?? text, redirect_uri: uri, scope, state: text, nonce: text },
  response_type: { enum: ['code', 'token', 'id_token', 'code id_token', 'none'] },
  response_mode: { enum: ['query', 'fragment', 'form_post', 'web_message', 'jwt'] },
  code_challenge: { enum: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'short', ''] },
  code_challenge_method: { enum: ['S256', 'plain', ''] },
  prompt: { enum: ['none', 'login', 'consent', 'select_account', 'create', 'none login'] },
  ...{ max_age: { type: 'integer' }, ui_locales: text, acr_values: text, login_hint: text, claims: text },
  ...{ id_token_hint: token, request: token, request_uri: { anyOf: [uri, text] }, resource: uri },
  ...{ dpop_jkt: text, display: text, registration: text },
};

const tokenForm: Record<string, Schema> = {
  ...client,
  grant_type: { enum: [...grants, deviceGrant, exchangeGrant] },
  ...{ code: token, redirect_uri: uri, refresh_token: token, scope, resource: uri, audience: text },
  code_verifier: { enum: ['dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'x', ''] },
  ...{ device_code: token, username: text, password: text, subject_token: token, actor_token: token },
  subject_token_type: { enum: ['urn:ietf:params:oauth:token-type:access_token', 'x'] },
  actor_token_type: { enum: ['urn:ietf:params:oauth:token-type:access_token', 'x'] },
  requested_token_type: { enum: ['urn:ietf:params:oauth:token-type:access_token', 'x'] },
};

const registration: Record<string, Schema> = {
  client_name: text,
  redirect_uris: { type: 'array', items: uri },
  grant_types: { type: 'array', items: { enum: [...grants, deviceGrant] } },
  response_types: { type: 'array', items: { enum: ['code', 'token', 'none'] } },
  token_endpoint_auth_method: {
    enum: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'x'],
  },
  application_type: { enum: ['web', 'native', 'x'] },
  ...{ scope, jwks_uri: uri, logo_uri: uri, client_uri: uri, policy_uri: uri, tos_uri: uri, contacts: text },
  jwks: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } } },
  default_max_age: { type: 'integer' },
};

const form = 'application/x-www-form-urlencoded';

function posted(properties: Record<string, Schema>, mediaType = form) {
  return {
    tags: ['OAuth'],
    requestBody: { content: { [mediaType]: { schema: { type: 'object', properties } } } },
  };
}

function asked(properties: Record<string, Schema>) {
  const parameters = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
  return { tags: ['OAuth'], parameters };
}

/** The endpoints of the OAuth engine, which the API description leaves to the discovery documents. */
export const oauthDocument: ApiDocument = {
  components: { schemas: {} },
  paths: {
    '/o/authorize': { get: asked(authorization), post: posted(authorization) },
    '/o/par': { post: posted({ ...authorization, ...client }) },
    '/o/token': { post: posted(tokenForm) },
    '/o/introspect': { post: posted({ ...client, token, token_type_hint: text }) },
    '/o/revoke_token': { post: posted({ ...client, token, token_type_hint: text }) },
    '/o/device-authorization': { post: posted({ ...client, scope, resource: uri }) },
    '/o/userinfo': { get: asked({ access_token: token }), post: posted({ access_token: token }) },
    '/o/register': { post: posted(registration, 'application/json') },
    '/o/logout': {
      get: asked({ id_token_hint: token, client_id: text, post_logout_redirect_uri: uri, state: text }),
    },
    '/o/device': { get: asked({ user_code: text }), post: posted({ user_code: text, xsrf: text }) },
    '/.well-known/openid-configuration': { get: asked({ x: text }) },
    '/.well-known/oauth-authorization-server': { get: asked({ x: text }) },
  },
};
