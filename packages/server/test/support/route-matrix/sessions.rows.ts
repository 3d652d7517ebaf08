import type { Refused, Rows } from './row.types.ts';
import { anId, aSession, aTime, aToken, onePage } from './shapes.ts';
import { unknownId, type Somebody } from './world.ts';

const path = (id: string) => ({ params: { path: { id } } });
const notUuid = 'nonsense';

const badId = (call: Refused['call']): Refused => ({ call, code: 'request.invalid', paths: ['id'] });
const noUser = (call: Refused['call']): Refused => ({ call, code: 'users.not_found' });

async function sessionOf({ id }: Somebody, { api }: Somebody): Promise<string> {
  const { data } = await api.GET('/api/v1/users/{id}/sessions', path(id));
  return data?.items[0]?.id ?? '';
}

async function addToken({ api }: Somebody): Promise<string> {
  const { data } = await api.POST('/api/v1/me/tokens', { body: { name: 'script' } });
  return data?.id ?? '';
}

export const sessionRows: Rows = {
  'GET /api/v1/users/{id}/sessions': async ({ newSignedIn, root }) => {
    const user = await newSignedIn();
    const id = await sessionOf(user, root);
    return {
      call: (api) => api.GET('/api/v1/users/{id}/sessions', path(user.id)),
      answer: { status: 200, body: onePage(aSession({ id })) },
      missing: noUser((api) => api.GET('/api/v1/users/{id}/sessions', path(unknownId))),
      invalid: badId((api) => api.GET('/api/v1/users/{id}/sessions', path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/sessions': async ({ newSignedIn }) => {
    const { id } = await newSignedIn();
    return {
      call: (api) => api.DELETE('/api/v1/users/{id}/sessions', path(id)),
      answer: { status: 200, body: { ended: 1 } },
      audit: [
        {
          action: 'session.end_all',
          target: { type: 'user', id },
          details: { reason: 'signed_out_everywhere', count: 1 },
        },
      ],
      missing: noUser((api) => api.DELETE('/api/v1/users/{id}/sessions', path(unknownId))),
      invalid: badId((api) => api.DELETE('/api/v1/users/{id}/sessions', path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/sessions/{session}': async ({ newSignedIn, root }) => {
    const user = await newSignedIn();
    const session = await sessionOf(user, root);
    const one = (id: string, of: string) => ({ params: { path: { id, session: of } } });
    return {
      call: (api) => api.DELETE('/api/v1/users/{id}/sessions/{session}', one(user.id, session)),
      answer: { status: 204 },
      audit: [
        {
          action: 'session.end',
          target: { type: 'session', id: session },
          details: { user_id: user.id, reason: 'ended_by_administrator' },
        },
      ],
      // Of somebody else: it exists, but not here.
      missing: {
        call: (api) => api.DELETE('/api/v1/users/{id}/sessions/{session}', one(root.id, session)),
        code: 'sessions.not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/users/{id}/sessions/{session}', one(user.id, notUuid)),
        code: 'request.invalid',
        paths: ['session'],
      },
    };
  },
  'GET /api/v1/users/{id}/tokens': async ({ newSignedIn }) => {
    const user = await newSignedIn();
    const id = await addToken(user);
    return {
      call: (api) => api.GET('/api/v1/users/{id}/tokens', path(user.id)),
      answer: { status: 200, body: onePage(aToken({ id, name: 'script' })) },
      missing: noUser((api) => api.GET('/api/v1/users/{id}/tokens', path(unknownId))),
      invalid: badId((api) => api.GET('/api/v1/users/{id}/tokens', path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/tokens/{token}': async ({ newSignedIn, root }) => {
    const user = await newSignedIn();
    const token = await addToken(user);
    const one = (id: string, of: string) => ({ params: { path: { id, token: of } } });
    return {
      call: (api) => api.DELETE('/api/v1/users/{id}/tokens/{token}', one(user.id, token)),
      answer: { status: 204 },
      audit: [
        {
          action: 'token.revoke',
          target: { type: 'token', id: token },
          details: { user_id: user.id, name: 'script' },
        },
      ],
      missing: {
        call: (api) => api.DELETE('/api/v1/users/{id}/tokens/{token}', one(root.id, token)),
        code: 'tokens.api_token_not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/users/{id}/tokens/{token}', one(user.id, notUuid)),
        code: 'request.invalid',
        paths: ['token'],
      },
    };
  },
  'GET /api/v1/users/{id}/refresh-families': async ({ newSignedIn, root }) => {
    const user = await newSignedIn();
    const session = await sessionOf(user, root);
    const family = {
      ...{ id: anId, session_id: session, client_id: null, scope: '', generation: 0 },
      ...{ created_at: aTime, rotated_at: null, expires_at: aTime, ended_at: null, end_reason: null },
    };
    return {
      call: (api) => api.GET('/api/v1/users/{id}/refresh-families', path(user.id)),
      answer: { status: 200, body: onePage(family) },
      missing: noUser((api) => api.GET('/api/v1/users/{id}/refresh-families', path(unknownId))),
      invalid: badId((api) => api.GET('/api/v1/users/{id}/refresh-families', path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/refresh-families/{family}': async ({ newSignedIn, root }) => {
    const user = await newSignedIn();
    const { data } = await root.api.GET('/api/v1/users/{id}/refresh-families', path(user.id));
    const family = data?.items[0]?.id ?? '';
    const one = (id: string, of: string) => ({ params: { path: { id, family: of } } });
    const route = '/api/v1/users/{id}/refresh-families/{family}';
    return {
      call: (api) => api.DELETE(route, one(user.id, family)),
      answer: { status: 204 },
      audit: [
        {
          action: 'token.family_end',
          target: { type: 'refresh_family', id: family },
          details: { user_id: user.id, session_id: anId },
        },
      ],
      missing: { call: (api) => api.DELETE(route, one(root.id, family)), code: 'tokens.family_not_found' },
      invalid: {
        call: (api) => api.DELETE(route, one(user.id, notUuid)),
        code: 'request.invalid',
        paths: ['family'],
      },
    };
  },
};
