import { clientPassword } from '../api-client.ts';
import type { Refused, Rows } from './row.types.ts';
import { anId, aUser } from './shapes.ts';
import { unknownId, unknownName } from './world.ts';

const notUuid = 'nonsense';
const someUser = { type: 'user', id: anId };

const badLimit: Refused = {
  call: (api) => api.GET('/api/v1/users', { params: { query: { limit: 0 } } }),
  code: 'request.invalid',
  paths: ['limit'],
};

/** The user that a path names. */
const path = (id: string) => ({ params: { path: { id } } });

export const userRows: Rows = {
  'GET /api/v1/users': async ({ newUser }) => {
    const { id, username } = await newUser();
    return {
      call: (api) => api.GET('/api/v1/users', { params: { query: { search: username } } }),
      answer: { status: 200, body: { items: [aUser({ id, username })], next_cursor: null } },
      invalid: badLimit,
    };
  },
  'POST /api/v1/users': async ({ fresh, newUser }) => {
    const [username, taken] = [fresh('made'), await newUser()];
    return {
      call: (api) =>
        api.POST('/api/v1/users', { body: { username, first_name: 'Mia', roles: ['read-write'] } }),
      answer: { status: 201, body: aUser({ username, first_name: 'Mia' }) },
      audit: [
        { action: 'user.create', target: someUser, details: { is_staff: false, is_superuser: false } },
        { action: 'role.grant', target: someUser, details: { role: 'read-write', role_id: anId } },
      ],
      conflict: {
        call: (api) => api.POST('/api/v1/users', { body: { username: taken.username } }),
        code: 'users.username_taken',
        paths: ['username'],
      },
      invalid: {
        call: (api) => api.POST('/api/v1/users', { body: { username: fresh('bad'), email: 'nowhere' } }),
        code: 'users.invalid',
        paths: ['email'],
      },
    };
  },
  'GET /api/v1/users/{id}': async ({ newUser }) => {
    const { id, username } = await newUser();
    return {
      call: (api) => api.GET('/api/v1/users/{id}', path(id)),
      answer: { status: 200, body: aUser({ id, username }) },
      missing: { call: (api) => api.GET('/api/v1/users/{id}', path(unknownId)), code: 'users.not_found' },
      invalid: {
        call: (api) => api.GET('/api/v1/users/{id}', path(notUuid)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'PATCH /api/v1/users/{id}': async ({ newUser, root }) => {
    const { id, username } = await newUser();
    const change = (user: string, body: object) => ({ ...path(user), body });
    return {
      call: (api) => api.PATCH('/api/v1/users/{id}', change(id, { phone: '+49 30 1234' })),
      answer: { status: 200, body: aUser({ id, username, phone: '+49 30 1234' }) },
      audit: [{ action: 'user.update', target: { type: 'user', id }, details: { changed: ['phone'] } }],
      missing: {
        call: (api) => api.PATCH('/api/v1/users/{id}', change(unknownId, { first_name: 'X' })),
        code: 'users.not_found',
      },
      conflict: {
        call: (api) => api.PATCH('/api/v1/users/{id}', change(root.id, { is_superuser: false })),
        code: 'users.last_administrator',
      },
      invalid: {
        call: (api) => api.PATCH('/api/v1/users/{id}', change(id, { is_active: 'yes', colour: 'red' })),
        code: 'request.invalid',
        paths: ['colour', 'is_active'],
      },
    };
  },
  'DELETE /api/v1/users/{id}': async ({ newUser, root }) => {
    const { id } = await newUser();
    return {
      call: (api) => api.DELETE('/api/v1/users/{id}', path(id)),
      answer: { status: 204 },
      audit: [{ action: 'user.delete', target: { type: 'user', id } }],
      missing: { call: (api) => api.DELETE('/api/v1/users/{id}', path(unknownId)), code: 'users.not_found' },
      conflict: {
        call: (api) => api.DELETE('/api/v1/users/{id}', path(root.id)),
        code: 'users.last_administrator',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/users/{id}', path(notUuid)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'POST /api/v1/users/{id}/password': async ({ newUser }) => {
    const { id } = await newUser();
    const reset = (user: string, password: string) => ({ ...path(user), body: { password } });
    return {
      call: (api) => api.POST('/api/v1/users/{id}/password', reset(id, clientPassword)),
      answer: { status: 204 },
      audit: [{ action: 'password.reset', target: { type: 'user', id } }],
      missing: {
        call: (api) => api.POST('/api/v1/users/{id}/password', reset(unknownId, clientPassword)),
        code: 'users.not_found',
      },
      invalid: {
        call: (api) => api.POST('/api/v1/users/{id}/password', reset(id, 'password')),
        code: 'passwords.too_weak',
        paths: ['password'],
      },
    };
  },
  'GET /api/v1/users/{id}/access': async ({ newUser, newRole, root }) => {
    const { id } = await newUser();
    const role = await newRole();
    await root.api.PUT('/api/v1/users/{id}/roles/{role}', { params: { path: { id, role: role.name } } });
    return {
      call: (api) => api.GET('/api/v1/users/{id}/access', path(id)),
      answer: {
        status: 200,
        body: {
          roles: [role.name],
          direct_roles: [role.name],
          groups: [],
          permissions: ['users.read'],
          level: null,
        },
      },
      missing: {
        call: (api) => api.GET('/api/v1/users/{id}/access', path(unknownId)),
        code: 'users.not_found',
      },
      invalid: {
        call: (api) => api.GET('/api/v1/users/{id}/access', path(notUuid)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'PUT /api/v1/users/{id}/roles/{role}': async ({ newUser, newRole }) => {
    const [user, role] = [await newUser(), await newRole()];
    const grant = (id: string, name: string) => ({ params: { path: { id, role: name } } });
    return {
      call: (api) => api.PUT('/api/v1/users/{id}/roles/{role}', grant(user.id, role.name)),
      answer: { status: 204 },
      audit: [
        {
          action: 'role.grant',
          target: { type: 'user', id: user.id },
          details: { role: role.name, role_id: role.id },
        },
      ],
      missing: {
        call: (api) => api.PUT('/api/v1/users/{id}/roles/{role}', grant(user.id, unknownName)),
        code: 'access.role_not_found',
      },
      invalid: {
        call: (api) => api.PUT('/api/v1/users/{id}/roles/{role}', grant(notUuid, role.name)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'DELETE /api/v1/users/{id}/roles/{role}': async ({ newUser, newRole, root }) => {
    const [user, role] = [await newUser(), await newRole()];
    const grant = (id: string, name: string) => ({ params: { path: { id, role: name } } });
    await root.api.PUT('/api/v1/users/{id}/roles/{role}', grant(user.id, role.id));
    return {
      call: (api) => api.DELETE('/api/v1/users/{id}/roles/{role}', grant(user.id, role.name)),
      answer: { status: 204 },
      audit: [
        {
          action: 'role.revoke',
          target: { type: 'user', id: user.id },
          details: { role: role.name, role_id: role.id },
        },
      ],
      missing: {
        call: (api) => api.DELETE('/api/v1/users/{id}/roles/{role}', grant(user.id, unknownName)),
        code: 'access.role_not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/users/{id}/roles/{role}', grant(notUuid, role.name)),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
};
