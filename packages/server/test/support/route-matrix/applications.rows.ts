import type { ApiApplication, ApiApplicationSecret } from '@ostiary/contract';
import type { Static } from 'typebox';
import { expect } from 'vitest';
import type { Call, Entry, Refused, Rows } from './row.types.ts';
import { aTime, anId, onePage } from './shapes.ts';
import { unknownId, unknownName, type Somebody, type World } from './world.ts';

type Known = Partial<Static<typeof ApiApplication>>;

const aClientId = expect.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{31}$/) as string;
const aSecret = expect.stringMatching(/^ocs_[A-Za-z0-9_-]{43}$/) as string;
const redirectUris = ['https://shop.example.org/callback'];

function anApplication(known: Known): Static<typeof ApiApplication> {
  return {
    ...{ id: anId, client_id: aClientId, name: '', client_type: 'confidential' },
    ...{ authentication: 'client_secret', application_type: 'web' },
    grant_types: ['authorization_code', 'refresh_token'],
    ...{ redirect_uris: redirectUris, post_logout_redirect_uris: [], allowed_origins: [] },
    scopes: ['openid', 'profile', 'email', 'offline_access', 'read', 'write'],
    ...{ jwks: null, jwks_uri: null, access_token_seconds: null, refresh_token_seconds: null },
    ...{ backchannel_logout_uri: null, logo_uri: null, client_uri: null, policy_uri: null, tos_uri: null },
    ...{ is_first_party: false, may_impersonate: false, is_active: true },
    ...{ owner_id: null, origin: 'managed', metadata: {}, created_at: aTime, updated_at: aTime },
    ...known,
  };
}

function aStoredSecret(
  known: Partial<Static<typeof ApiApplicationSecret>>,
): Static<typeof ApiApplicationSecret> {
  const hint = expect.stringMatching(/^[A-Za-z0-9_-]{4}$/) as string;
  return { id: anId, hint, created_at: aTime, expires_at: null, ...known };
}

interface Made {
  id: string;
  clientId: string;
  name: string;
  /** Of its first secret. */
  secretId: string;
}

async function newApplication({ fresh, root }: World, by: Somebody = root, more: object = {}): Promise<Made> {
  const name = fresh('shop');
  const { data } = await by.api.POST('/api/v1/applications', {
    body: { name, redirect_uris: redirectUris, ...more },
  });
  if (!data) throw new Error('The call was refused');
  const path = { application: data.id };
  const secrets = await by.api.GET('/api/v1/applications/{application}/secrets', { params: { path } });
  return { id: data.id, clientId: data.client_id, name, secretId: secrets.data?.items[0]?.id ?? '' };
}

const path = (application: string) => ({ params: { path: { application } } });
const secretPath = (application: string, secret: string) => ({ params: { path: { application, secret } } });
const target = (id: string) => ({ type: 'application', id });

const missing = (call: Call): Refused => ({ call, code: 'applications.not_found' });
const tooLong = 'x'.repeat(180);

/** By a token of limited scope, which changes nothing of anybody's. */
const denied = (call: Call): Refused => {
  const details = { code: 'access.denied', needs: ['permission applications.manage'] };
  const entry: Entry = { action: 'access.denied', outcome: 'denied', details };
  return { call, code: 'access.denied', audit: [entry] };
};

/** Somebody else's is not there for who may not read it. */
const hidden = (by: Somebody, call: Call): Refused & { by: Somebody } => ({ ...missing(call), by });

const lists: Rows = {
  'GET /api/v1/applications': async (world) => {
    const { id, clientId, name } = await newApplication(world);
    const list = (query: object) => ({ params: { query } });
    return {
      call: (api) => api.GET('/api/v1/applications', list({ search: name.toUpperCase() })),
      answer: { status: 200, body: onePage(anApplication({ id, client_id: clientId, name })) },
      invalid: {
        call: (api) => api.GET('/api/v1/applications', list({ cursor: 'nonsense' })),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'GET /api/v1/me/applications': async (world) => {
    const by = await world.newSignedIn();
    await newApplication(world);
    const { id, name } = await newApplication(world, by);
    const list = (query: object) => ({ params: { query } });
    return {
      by,
      call: (api) => api.GET('/api/v1/me/applications', list({ order: 'created_at' })),
      answer: { status: 200, body: onePage(anApplication({ id, name, owner_id: by.id })) },
      invalid: {
        call: (api) => api.GET('/api/v1/me/applications', list({ search: 'x', order: 'created_at' })),
        code: 'request.invalid',
        paths: ['order'],
      },
    };
  },
};

const one: Rows = {
  'POST /api/v1/applications': async (world) => {
    const { fresh, newSignedIn } = world;
    const [by, name] = [await newSignedIn(), fresh('made-shop')];
    const make =
      (body: object): Call =>
      (api) =>
        api.POST('/api/v1/applications', { body: { name, redirect_uris: redirectUris, ...body } });
    return {
      by,
      call: make({}),
      answer: {
        status: 201,
        body: { ...anApplication({ name, owner_id: by.id }), client_secret: aSecret },
      },
      audit: [
        {
          action: 'application.create',
          target: target(anId),
          details: {
            ...{ client_id: aClientId, name, client_type: 'confidential', owner_id: by.id, secret_id: anId },
            ...{ is_first_party: false, may_impersonate: false },
          },
        },
      ],
      denied: denied(make({})),
      invalid: {
        call: make({ redirect_uris: ['https://shop.example.org/#here'], scopes: ['two words'] }),
        code: 'request.invalid',
        paths: ['redirect_uris.0', 'scopes.0'],
      },
      cannot: { conflict: 'It takes a hundred applications of one owner; a test of the service makes them.' },
    };
  },
  'GET /api/v1/applications/{application}': async (world) => {
    const by = await world.newSignedIn();
    const { id, clientId, name } = await newApplication(world, by);
    const get =
      (application: string): Call =>
      (api) =>
        api.GET('/api/v1/applications/{application}', path(application));
    return {
      by,
      call: get(clientId),
      answer: { status: 200, body: anApplication({ id, client_id: clientId, name, owner_id: by.id }) },
      denied: hidden(world.nobody, get(clientId)),
      missing: missing(get(unknownName)),
      invalid: {
        call: (api) =>
          api.GET('/api/v1/applications/{application}', {
            params: { path: { application: tooLong }, query: { fields: 'secret' } },
          }),
        code: 'request.invalid',
        paths: ['fields'],
      },
    };
  },
  'PATCH /api/v1/applications/{application}': async (world) => {
    const by = await world.newSignedIn();
    const { id, clientId, name } = await newApplication(world, by, {
      tos_uri: 'https://shop.example.org/terms',
    });
    const change =
      (application: string, body: object): Call =>
      (api) =>
        api.PATCH('/api/v1/applications/{application}', { ...path(application), body });
    const known = { id, client_id: clientId, name, owner_id: by.id };
    return {
      by,
      call: change(id, { logo_uri: 'https://shop.example.org/logo.png', tos_uri: null }),
      answer: {
        status: 200,
        body: anApplication({ ...known, logo_uri: 'https://shop.example.org/logo.png' }),
      },
      audit: [
        {
          action: 'application.update',
          target: target(id),
          details: {
            ...{ client_id: clientId, name, changed: ['logo_uri', 'tos_uri'], is_active: true },
            ...{ is_first_party: false, may_impersonate: false },
          },
        },
      ],
      denied: hidden(world.nobody, change(id, { name: 'Mine' })),
      missing: missing(change(unknownName, { name: 'x' })),
      invalid: {
        call: change(id, { redirect_uris: null, client_type: 'public' }),
        code: 'request.invalid',
        paths: ['client_type', 'redirect_uris'],
      },
    };
  },
  'DELETE /api/v1/applications/{application}': async (world) => {
    const by = await world.newSignedIn();
    const { id, clientId, name } = await newApplication(world, by);
    const remove =
      (application: string): Call =>
      (api) =>
        api.DELETE('/api/v1/applications/{application}', path(application));
    return {
      by,
      call: remove(clientId),
      answer: { status: 204 },
      audit: [{ action: 'application.delete', target: target(id), details: { client_id: clientId, name } }],
      denied: denied(remove(id)),
      missing: missing(remove(unknownName)),
      invalid: invalidPath(remove),
    };
  },
};

const notStorable = 'a\0b';

function invalidPath(call: (application: string) => Call): Refused {
  return { call: call(notStorable), code: 'request.invalid', paths: ['application'] };
}

const secrets: Rows = {
  'GET /api/v1/applications/{application}/secrets': async (world) => {
    const { id, secretId } = await newApplication(world);
    const list =
      (application: string): Call =>
      (api) =>
        api.GET('/api/v1/applications/{application}/secrets', path(application));
    return {
      call: list(id),
      answer: { status: 200, body: onePage(aStoredSecret({ id: secretId })) },
      denied: hidden(world.nobody, list(id)),
      missing: missing(list(unknownName)),
      invalid: invalidPath(list),
    };
  },
  'POST /api/v1/applications/{application}/secrets': async (world) => {
    const { id, clientId, name } = await newApplication(world);
    const isPublic = await newApplication(world, world.root, { client_type: 'public' });
    const expiresAt = '2030-01-01T00:00:00.000Z';
    const add =
      (application: string, body: object = {}): Call =>
      (api) =>
        api.POST('/api/v1/applications/{application}/secrets', { ...path(application), body });
    return {
      call: add(clientId, { expires_at: expiresAt }),
      answer: {
        status: 201,
        body: { ...aStoredSecret({ expires_at: expiresAt }), client_secret: aSecret },
      },
      audit: [
        {
          action: 'application.secret_create',
          target: target(id),
          details: { client_id: clientId, name, secret_id: anId, expires_at: Date.parse(expiresAt) },
        },
      ],
      denied: denied(add(id)),
      missing: missing(add(unknownName)),
      conflict: { call: add(isPublic.id), code: 'applications.has_no_secret' },
      invalid: {
        call: add(id, { expires_at: '2020-01-01T00:00:00Z' }),
        code: 'request.invalid',
        paths: ['expires_at'],
      },
    };
  },
  'DELETE /api/v1/applications/{application}/secrets/{secret}': async (world) => {
    const { id, clientId, name, secretId } = await newApplication(world);
    const remove =
      (secret: string): Call =>
      (api) =>
        api.DELETE('/api/v1/applications/{application}/secrets/{secret}', secretPath(id, secret));
    return {
      call: remove(secretId),
      answer: { status: 204 },
      audit: [
        {
          action: 'application.secret_delete',
          target: target(id),
          details: { client_id: clientId, name, secret_id: secretId },
        },
      ],
      denied: denied(remove(secretId)),
      missing: { call: remove(unknownId), code: 'applications.secret_not_found' },
      invalid: { call: remove('nonsense'), code: 'request.invalid', paths: ['secret'] },
    };
  },
};

export const applicationRows: Rows = { ...lists, ...one, ...secrets };
