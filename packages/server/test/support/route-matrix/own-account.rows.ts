import { expect } from 'vitest';
import { clientPassword } from '../api-client.ts';
import type { Refused, Rows } from './row.types.ts';
import { anId, aSession, aToken, aUser, aTime, onePage } from './shapes.ts';
import { unknownId } from './world.ts';

/** By a token of limited scope. */
export const scopeRefusal = {
  code: 'access.denied',
  detail: 'A token of limited scope cannot change the account.',
} as const;

const second_factor = { required: false, has: [], grace_ends_at: null };
const access = { roles: [], direct_roles: [], groups: [], permissions: [], level: null };
const notUuid = 'nonsense';
const path = (id: string) => ({ params: { path: { id } } });

const badLimit = (call: Refused['call']): Refused => ({ call, code: 'request.invalid', paths: ['limit'] });

export const ownAccountRows: Rows = {
  'GET /api/v1/me': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    return {
      by,
      call: (api) => api.GET('/api/v1/me'),
      answer: {
        status: 200,
        body: {
          ...aUser({ id: by.id, username: by.username, last_sign_in_at: aTime }),
          access,
          second_factor,
        },
      },
    };
  },
  'PATCH /api/v1/me': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const known = { id: by.id, username: by.username, last_sign_in_at: aTime, first_name: 'Kim' };
    return {
      by,
      call: (api) => api.PATCH('/api/v1/me', { body: { first_name: 'Kim' } }),
      answer: { status: 200, body: { ...aUser(known), access, second_factor } },
      audit: [
        { action: 'user.update', target: { type: 'user', id: by.id }, details: { changed: ['first_name'] } },
      ],
      denied: { call: (api) => api.PATCH('/api/v1/me', { body: { phone: '+49 30 1' } }), ...scopeRefusal },
      invalid: {
        call: (api) => api.PATCH('/api/v1/me', { body: { is_superuser: true } as never }),
        code: 'request.invalid',
        paths: ['is_superuser'],
      },
    };
  },
  'POST /api/v1/me/password': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const body = { password: clientPassword, new_password: 'another-4-difference' };
    return {
      by,
      call: (api) => api.POST('/api/v1/me/password', { body }),
      answer: { status: 204 },
      audit: [{ action: 'password.change', target: { type: 'user', id: by.id } }],
      denied: { call: (api) => api.POST('/api/v1/me/password', { body }), ...scopeRefusal },
      invalid: {
        call: (api) => api.POST('/api/v1/me/password', { body: { ...body, new_password: 'password' } }),
        code: 'passwords.too_weak',
        paths: ['new_password'],
      },
    };
  },
  'GET /api/v1/me/sessions': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    return {
      by,
      call: (api) => api.GET('/api/v1/me/sessions'),
      answer: { status: 200, body: onePage(aSession({ is_current: true })) },
      invalid: badLimit((api) => api.GET('/api/v1/me/sessions', { params: { query: { limit: 0 } } })),
    };
  },
  'DELETE /api/v1/me/sessions': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    return {
      by,
      call: (api) => api.DELETE('/api/v1/me/sessions'),
      answer: { status: 200, body: { ended: 1 } },
      audit: [
        {
          action: 'session.end_all',
          target: { type: 'user', id: by.id },
          details: { reason: 'signed_out_everywhere', count: 1 },
        },
      ],
      denied: { call: (api) => api.DELETE('/api/v1/me/sessions'), ...scopeRefusal },
      invalid: {
        call: (api) =>
          api.DELETE('/api/v1/me/sessions', { params: { query: { keep_current: 'perhaps' as never } } }),
        code: 'request.invalid',
        paths: ['keep_current'],
      },
    };
  },
  'DELETE /api/v1/me/sessions/{id}': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const { data } = await by.api.GET('/api/v1/me/sessions');
    const id = data?.items[0]?.id ?? '';
    return {
      by,
      call: (api) => api.DELETE('/api/v1/me/sessions/{id}', path(id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'session.end',
          target: { type: 'session', id },
          details: { user_id: by.id, reason: 'ended_by_user' },
        },
      ],
      denied: { call: (api) => api.DELETE('/api/v1/me/sessions/{id}', path(id)), ...scopeRefusal },
      missing: {
        call: (api) => api.DELETE('/api/v1/me/sessions/{id}', path(unknownId)),
        code: 'sessions.not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/me/sessions/{id}', path(notUuid)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'GET /api/v1/me/tokens': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const { data } = await by.api.POST('/api/v1/me/tokens', { body: { name: 'script' } });
    return {
      by,
      call: (api) => api.GET('/api/v1/me/tokens'),
      answer: { status: 200, body: onePage(aToken({ id: data?.id ?? '', name: 'script' })) },
      invalid: badLimit((api) => api.GET('/api/v1/me/tokens', { params: { query: { limit: 0 } } })),
    };
  },
  'POST /api/v1/me/tokens': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const make = (name: string) => ({ body: { name } });
    const details = { user_id: by.id, name: 'script', kind: 'named', scope: '' };
    return {
      by,
      call: (api) => api.POST('/api/v1/me/tokens', make('script')),
      answer: { status: 201, body: { ...aToken({ name: 'script' }), token: expect.any(String) as string } },
      audit: [{ action: 'token.create', target: { type: 'token', id: anId }, details }],
      denied: { call: (api) => api.POST('/api/v1/me/tokens', make('more')), ...scopeRefusal },
      invalid: {
        call: (api) => api.POST('/api/v1/me/tokens', make('')),
        code: 'request.invalid',
        paths: ['name'],
      },
    };
  },
  'DELETE /api/v1/me/tokens/{id}': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const { data } = await by.api.POST('/api/v1/me/tokens', { body: { name: 'script' } });
    const id = data?.id ?? '';
    return {
      by,
      call: (api) => api.DELETE('/api/v1/me/tokens/{id}', path(id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'token.revoke',
          target: { type: 'token', id },
          details: { user_id: by.id, name: 'script' },
        },
      ],
      denied: { call: (api) => api.DELETE('/api/v1/me/tokens/{id}', path(id)), ...scopeRefusal },
      missing: {
        call: (api) => api.DELETE('/api/v1/me/tokens/{id}', path(unknownId)),
        code: 'tokens.api_token_not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/me/tokens/{id}', path(notUuid)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
};
