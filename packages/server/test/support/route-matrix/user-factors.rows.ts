import { newWithApp } from './own-account.makers.ts';
import type { Refused, Rows } from './row.types.ts';
import { aTime, aTotp, aUser, anId } from './shapes.ts';
import { unknownId } from './world.ts';

const notUuid = 'nonsense';
const path = (id: string) => ({ params: { path: { id } } });
const someUser = { type: 'user', id: anId };
const badId = (call: Refused['call']): Refused => ({ call, code: 'request.invalid', paths: ['id'] });

const aDeletion = (requestedBy: string) => ({
  ...{ requested_at: aTime, due_at: aTime },
  ...{ requested_by: requestedBy, was_active: true },
});

export const userFactorRows: Rows = {
  'GET /api/v1/users/{id}/factors': async (world) => {
    const { by, factorId: id } = await newWithApp(world);
    const url = '/api/v1/users/{id}/factors';
    return {
      call: (api) => api.GET(url, path(by.id)),
      answer: {
        status: 200,
        body: { totp: [aTotp({ id })], passkeys: [], recovery_codes_left: 9, trusted_devices: [] },
      },
      missing: { call: (api) => api.GET(url, path(unknownId)), code: 'users.not_found' },
      invalid: badId((api) => api.GET(url, path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/factors': async (world) => {
    const { by } = await newWithApp(world);
    const url = '/api/v1/users/{id}/factors';
    const target = { type: 'user', id: by.id };
    return {
      call: (api) => api.DELETE(url, path(by.id)),
      answer: { status: 204 },
      audit: [
        { action: 'session.end_all', target, details: { reason: 'factors_reset', count: 1 } },
        {
          action: 'factor.reset',
          target,
          details: { totp: 1, passkeys: 0, trusted_devices: 0, sessions: 1 },
        },
      ],
      missing: { call: (api) => api.DELETE(url, path(unknownId)), code: 'users.not_found' },
      invalid: badId((api) => api.DELETE(url, path(notUuid))),
    };
  },
};

export const invitationRows: Rows = {
  'POST /api/v1/invitations': async ({ fresh, newSignedIn }) => {
    const [email, taken] = [`${fresh('invited')}@example.com`, `${fresh('taken')}@example.com`];
    await newSignedIn({ email: taken });
    const invite = (to: string, more: object = {}) => ({ body: { email: to, ...more } });
    return {
      call: (api) =>
        api.POST('/api/v1/invitations', invite(email, { first_name: 'Mia', roles: ['read-write'] })),
      answer: { status: 201, body: aUser({ email, first_name: 'Mia' }) },
      audit: [
        { action: 'user.create', target: someUser, details: { is_staff: false, is_superuser: false } },
        { action: 'role.grant', target: someUser, details: { role: 'read-write', role_id: anId } },
        { action: 'user.invite', target: someUser },
      ],
      conflict: {
        call: (api) => api.POST('/api/v1/invitations', invite(taken)),
        code: 'users.email_taken',
        paths: ['email'],
      },
      invalid: {
        call: (api) => api.POST('/api/v1/invitations', invite('nowhere')),
        code: 'users.invalid',
        paths: ['email'],
      },
    };
  },
  'POST /api/v1/users/{id}/invitation': async ({ fresh, root, newSignedIn }) => {
    const email = `${fresh('invited')}@example.com`;
    const { data } = await root.api.POST('/api/v1/invitations', { body: { email } });
    const id = data?.id ?? '';
    const used = await newSignedIn({ email: `${fresh('used')}@example.com` });
    const url = '/api/v1/users/{id}/invitation';
    return {
      call: (api) => api.POST(url, path(id)),
      answer: { status: 202, body: { detail: 'Another link is on its way.' } },
      audit: [{ action: 'user.invite', target: { type: 'user', id } }],
      missing: { call: (api) => api.POST(url, path(unknownId)), code: 'users.not_found' },
      conflict: { call: (api) => api.POST(url, path(used.id)), code: 'users.invitation_closed' },
      invalid: badId((api) => api.POST(url, path(notUuid))),
    };
  },
};

export const userDeletionRows: Rows = {
  'GET /api/v1/users/{id}/deletion': async ({ newUser, root }) => {
    const { id } = await newUser();
    const url = '/api/v1/users/{id}/deletion';
    await root.api.POST(url, path(id));
    return {
      call: (api) => api.GET(url, path(id)),
      answer: { status: 200, body: { pending: aDeletion(root.id), grace_seconds: 30 * 86_400 } },
      missing: { call: (api) => api.GET(url, path(unknownId)), code: 'users.not_found' },
      invalid: badId((api) => api.GET(url, path(notUuid))),
    };
  },
  'POST /api/v1/users/{id}/deletion': async ({ newUser, root }) => {
    const { id } = await newUser();
    const url = '/api/v1/users/{id}/deletion';
    const target = { type: 'user', id };
    return {
      call: (api) => api.POST(url, path(id)),
      answer: { status: 202, body: aDeletion(root.id) },
      audit: [
        { action: 'user.deactivate', target, details: { changed: ['is_active'] } },
        { action: 'user.schedule_deletion', target, details: { due_at: aTime } },
      ],
      missing: { call: (api) => api.POST(url, path(unknownId)), code: 'users.not_found' },
      conflict: { call: (api) => api.POST(url, path(root.id)), code: 'users.last_administrator' },
      invalid: badId((api) => api.POST(url, path(notUuid))),
    };
  },
  'DELETE /api/v1/users/{id}/deletion': async ({ newUser, root }) => {
    const [{ id }, kept] = [await newUser(), await newUser()];
    const url = '/api/v1/users/{id}/deletion';
    const target = { type: 'user', id };
    await root.api.POST(url, path(id));
    return {
      call: (api) => api.DELETE(url, path(id)),
      answer: { status: 204 },
      audit: [
        { action: 'user.call_off_deletion', target },
        { action: 'user.reactivate', target, details: { changed: ['is_active'] } },
      ],
      missing: { call: (api) => api.DELETE(url, path(kept.id)), code: 'users.deletion_not_found' },
      invalid: badId((api) => api.DELETE(url, path(notUuid))),
    };
  },
};
