import { expect } from 'vitest';
import { newGranted } from './own-account.makers.ts';
import { scopeRefusal } from './own-account.rows.ts';
import type { Rows } from './row.types.ts';
import { aTime, anId, onePage } from './shapes.ts';
import { unknownId, unknownName } from './world.ts';

const dataRows: Rows = {
  'GET /api/v1/me/activity': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    await by.api.PATCH('/api/v1/me', { body: { first_name: 'Kim' } });
    const list = (query: object) => ({ params: { query } });
    return {
      by,
      call: (api) => api.GET('/api/v1/me/activity', list({ limit: 1 })),
      answer: {
        status: 200,
        body: {
          items: [
            {
              ...{ seq: expect.any(Number) as number, id: anId, at: aTime },
              actor: { type: 'user', id: by.id },
              ...{ action: 'user.update', outcome: 'success', target: { type: 'user', id: by.id } },
              ...{ address: '127.0.0.1', user_agent: 'node', request_id: anId },
              details: { changed: ['first_name'] },
            },
          ],
          next_cursor: expect.any(String) as string,
        },
      },
      invalid: {
        call: (api) => api.GET('/api/v1/me/activity', list({ cursor: 'nonsense' })),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'GET /api/v1/me/data': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    return {
      by,
      call: (api) => api.GET('/api/v1/me/data'),
      answer: {
        status: 200,
        body: expect.objectContaining({
          format: 'ostiary-own-data/1',
          created_at: aTime,
          profile: expect.objectContaining({ id: by.id, username: by.username }) as unknown,
        }) as unknown,
      },
      audit: [{ action: 'user.download', target: { type: 'user', id: by.id } }],
      denied: { call: (api) => api.GET('/api/v1/me/data'), ...scopeRefusal },
    };
  },
};

const grantedRows: Rows = {
  'GET /api/v1/me/granted-applications': async (world) => {
    const { by, clientId, name } = await newGranted(world);
    return {
      by,
      call: (api) => api.GET('/api/v1/me/granted-applications'),
      answer: {
        status: 200,
        body: onePage({
          ...{ client_id: clientId, name, logo_uri: null, homepage_uri: null, is_first_party: false },
          scopes: [{ name: 'openid', description: null, service: null }],
          ...{ granted_at: aTime, updated_at: aTime },
        }),
      },
    };
  },
  'DELETE /api/v1/me/granted-applications/{client}': async (world) => {
    const { by, clientId } = await newGranted(world);
    const url = '/api/v1/me/granted-applications/{client}';
    const path = (client: string) => ({ params: { path: { client } } });
    return {
      by,
      call: (api) => api.DELETE(url, path(clientId)),
      answer: { status: 204 },
      audit: [
        {
          action: 'oauth.consent_revoke',
          target: { type: 'user', id: by.id },
          details: { client_id: clientId, grants: 0 },
        },
      ],
      denied: { call: (api) => api.DELETE(url, path(clientId)), ...scopeRefusal },
      missing: { call: (api) => api.DELETE(url, path(unknownName)), code: 'applications.not_found' },
      invalid: {
        call: (api) => api.DELETE(url, path('schön')),
        code: 'request.invalid',
        paths: ['client'],
      },
    };
  },
};

const grantedOfOthers: Rows = {
  'GET /api/v1/users/{id}/granted-applications': async (world) => {
    const { by, clientId, name } = await newGranted(world);
    const path = (id: string) => ({ params: { path: { id } } });
    const url = '/api/v1/users/{id}/granted-applications';
    return {
      call: (api) => api.GET(url, path(by.id)),
      answer: {
        status: 200,
        body: onePage({
          ...{ client_id: clientId, name, logo_uri: null, homepage_uri: null, is_first_party: false },
          scopes: [{ name: 'openid', description: null, service: null }],
          ...{ granted_at: aTime, updated_at: aTime },
        }),
      },
      missing: { call: (api) => api.GET(url, path(unknownId)), code: 'users.not_found' },
      invalid: { call: (api) => api.GET(url, path('ann')), code: 'request.invalid', paths: ['id'] },
    };
  },
  'DELETE /api/v1/users/{id}/granted-applications/{client}': async (world) => {
    const { by, clientId } = await newGranted(world);
    const url = '/api/v1/users/{id}/granted-applications/{client}';
    const path = (id: string, client: string) => ({ params: { path: { id, client } } });
    return {
      call: (api) => api.DELETE(url, path(by.id, clientId)),
      answer: { status: 204 },
      audit: [
        {
          action: 'oauth.consent_revoke',
          target: { type: 'user', id: by.id },
          details: { client_id: clientId, grants: 0 },
        },
      ],
      missing: { call: (api) => api.DELETE(url, path(by.id, unknownName)), code: 'applications.not_found' },
      invalid: {
        call: (api) => api.DELETE(url, path('ann', 'schön')),
        code: 'request.invalid',
        paths: ['client', 'id'],
      },
    };
  },
};

const deletionRows: Rows = {
  'GET /api/v1/me/deletion': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    await by.api.POST('/api/v1/me/deletion');
    return {
      by,
      call: (api) => api.GET('/api/v1/me/deletion'),
      answer: { status: 200, body: { requested_at: aTime, due_at: aTime } },
      missing: { call: (api) => api.GET('/api/v1/me/deletion'), code: 'users.deletion_not_found' },
    };
  },
  'POST /api/v1/me/deletion': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    return {
      by,
      call: (api) => api.POST('/api/v1/me/deletion'),
      answer: { status: 202, body: { requested_at: aTime, due_at: aTime } },
      audit: [
        {
          action: 'user.request_deletion',
          target: { type: 'user', id: by.id },
          details: { due_at: aTime },
        },
      ],
      denied: { call: (api) => api.POST('/api/v1/me/deletion'), ...scopeRefusal },
      conflict: { call: (api) => api.POST('/api/v1/me/deletion'), code: 'users.last_administrator' },
    };
  },
  'DELETE /api/v1/me/deletion': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    await by.api.POST('/api/v1/me/deletion');
    return {
      by,
      call: (api) => api.DELETE('/api/v1/me/deletion'),
      answer: { status: 204 },
      audit: [{ action: 'user.cancel_deletion', target: { type: 'user', id: by.id } }],
      denied: { call: (api) => api.DELETE('/api/v1/me/deletion'), ...scopeRefusal },
      missing: { call: (api) => api.DELETE('/api/v1/me/deletion'), code: 'users.deletion_not_found' },
    };
  },
};

export const ownDataRows: Rows = {
  ...grantedOfOthers,
  ...dataRows,
  ...grantedRows,
  ...deletionRows,
};
