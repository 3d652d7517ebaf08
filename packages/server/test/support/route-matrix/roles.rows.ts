import type { Refused, Rows } from './row.types.ts';
import { anId, aRole, onePage } from './shapes.ts';
import { unknownName } from './world.ts';

const path = (role: string) => ({ params: { path: { role } } });
const tooLong = 'x'.repeat(101);

const badRole = (call: Refused['call']): Refused => ({ call, code: 'request.invalid', paths: ['role'] });
const noRole = (call: Refused['call']): Refused => ({ call, code: 'access.role_not_found' });
const permissions = ['users.read'];

export const roleRows: Rows = {
  'GET /api/v1/roles': async ({ newRole }) => {
    const { id, name } = await newRole();
    return {
      call: (api) => api.GET('/api/v1/roles', { params: { query: { search: name } } }),
      answer: { status: 200, body: onePage(aRole({ id, name, permissions })) },
      invalid: {
        call: (api) => api.GET('/api/v1/roles', { params: { query: { order: 'colour' as never } } }),
        code: 'request.invalid',
        paths: ['order'],
      },
    };
  },
  'GET /api/v1/roles/{role}': async ({ newRole }) => {
    const { id, name } = await newRole();
    return {
      call: (api) => api.GET('/api/v1/roles/{role}', path(name.toUpperCase())),
      answer: { status: 200, body: aRole({ id, name, permissions }) },
      missing: noRole((api) => api.GET('/api/v1/roles/{role}', path(unknownName))),
      invalid: badRole((api) => api.GET('/api/v1/roles/{role}', path(tooLong))),
    };
  },
  'POST /api/v1/roles': async ({ fresh }) => {
    const name = fresh('made-role');
    const make = (role: string, held: string[]) => ({ body: { name: role, level: 7, permissions: held } });
    return {
      call: (api) => api.POST('/api/v1/roles', make(name, permissions)),
      answer: { status: 201, body: aRole({ name, level: 7, permissions }) },
      audit: [
        {
          action: 'role.create',
          target: { type: 'role', id: anId },
          details: { name, level: 7, permissions },
        },
      ],
      conflict: {
        call: (api) => api.POST('/api/v1/roles', make('Owner', [])),
        code: 'access.role_taken',
        paths: ['name'],
      },
      invalid: {
        call: (api) => api.POST('/api/v1/roles', make(fresh('bad'), ['users.read', 'users.fly'])),
        code: 'access.permission_unknown',
        paths: ['permissions.1'],
      },
    };
  },
  'PATCH /api/v1/roles/{role}': async ({ newRole }) => {
    const { id, name } = await newRole();
    const change = (role: string, body: object) => ({ ...path(role), body });
    const target = { type: 'role', id };
    return {
      call: (api) => api.PATCH('/api/v1/roles/{role}', change(name, { level: 9 })),
      answer: { status: 200, body: aRole({ id, name, level: 9, permissions }) },
      audit: [
        {
          action: 'role.update',
          target,
          details: {
            ...{ name, level: 9, permissions },
            ...{ previous_name: name, previous_level: null, previous_permissions: permissions },
          },
        },
      ],
      missing: noRole((api) => api.PATCH('/api/v1/roles/{role}', change(unknownName, { level: 9 }))),
      conflict: {
        call: (api) => api.PATCH('/api/v1/roles/{role}', change('owner', { name: 'chief' })),
        code: 'access.role_builtin',
      },
      invalid: {
        call: (api) => api.PATCH('/api/v1/roles/{role}', change(name, { level: -1 })),
        code: 'request.invalid',
        paths: ['level'],
      },
    };
  },
  'DELETE /api/v1/roles/{role}': async ({ newRole }) => {
    const { id, name } = await newRole();
    return {
      call: (api) => api.DELETE('/api/v1/roles/{role}', path(name)),
      answer: { status: 204 },
      audit: [
        { action: 'role.delete', target: { type: 'role', id }, details: { name, level: null, permissions } },
      ],
      missing: noRole((api) => api.DELETE('/api/v1/roles/{role}', path(unknownName))),
      conflict: {
        call: (api) => api.DELETE('/api/v1/roles/{role}', path('owner')),
        code: 'access.role_builtin',
      },
      invalid: badRole((api) => api.DELETE('/api/v1/roles/{role}', path(tooLong))),
    };
  },
};
