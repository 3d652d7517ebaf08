import type { Refused, Rows } from './row.types.ts';
import { aTime, onePage } from './shapes.ts';
import type { World } from './world.ts';

const path = (permission: string) => ({ params: { path: { permission } } });
const tooLong = 'x'.repeat(101);

const noPermission = (call: Refused['call']): Refused => ({ call, code: 'access.permission_not_found' });
const builtin = (call: Refused['call']): Refused => ({ call, code: 'access.permission_builtin' });

async function newPermission({ fresh, root }: World): Promise<string> {
  const name = `orders.${fresh('act')}`;
  await root.api.POST('/api/v1/permissions', { body: { name, description: 'Act.' } });
  return name;
}

const aPermission = (name: string, description: string) => ({
  ...{ name, description, is_builtin: false },
  ...{ created_at: aTime, updated_at: aTime },
});

const badPath = (call: Refused['call']): Refused => ({
  call,
  code: 'request.invalid',
  paths: ['permission'],
});

export const permissionRows: Rows = {
  'GET /api/v1/permissions': async (world) => {
    const name = await newPermission(world);
    return {
      call: (api) => api.GET('/api/v1/permissions', { params: { query: { search: name } } }),
      answer: { status: 200, body: onePage(aPermission(name, 'Act.')) },
      invalid: {
        call: (api) => api.GET('/api/v1/permissions', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'GET /api/v1/permissions/{permission}': async (world) => {
    const name = await newPermission(world);
    return {
      call: (api) => api.GET('/api/v1/permissions/{permission}', path(name)),
      answer: { status: 200, body: aPermission(name, 'Act.') },
      missing: noPermission((api) => api.GET('/api/v1/permissions/{permission}', path('orders.none'))),
      invalid: badPath((api) => api.GET('/api/v1/permissions/{permission}', path(tooLong))),
    };
  },
  'POST /api/v1/permissions': async (world) => {
    const [name, taken] = [`orders.${world.fresh('made')}`, await newPermission(world)];
    const make = (permission: string) => ({ body: { name: permission, description: 'Make.' } });
    return {
      call: (api) => api.POST('/api/v1/permissions', make(name)),
      answer: { status: 201, body: aPermission(name, 'Make.') },
      audit: [
        {
          action: 'permission.create',
          target: { type: 'permission', id: name },
          details: { description: 'Make.' },
        },
      ],
      conflict: {
        call: (api) => api.POST('/api/v1/permissions', make(taken)),
        code: 'access.permission_taken',
        paths: ['name'],
      },
      invalid: {
        call: (api) => api.POST('/api/v1/permissions', make('users.fly')),
        code: 'request.invalid',
        paths: ['name'],
      },
    };
  },
  'PATCH /api/v1/permissions/{permission}': async (world) => {
    const name = await newPermission(world);
    const change = (permission: string, body: object) => ({ ...path(permission), body });
    const described = { description: 'Anew.' };
    return {
      call: (api) => api.PATCH('/api/v1/permissions/{permission}', change(name, described)),
      answer: { status: 200, body: aPermission(name, 'Anew.') },
      audit: [
        {
          action: 'permission.update',
          target: { type: 'permission', id: name },
          details: { ...described, previous_description: 'Act.' },
        },
      ],
      missing: noPermission((api) =>
        api.PATCH('/api/v1/permissions/{permission}', change('orders.none', described)),
      ),
      conflict: builtin((api) =>
        api.PATCH('/api/v1/permissions/{permission}', change('users.read', described)),
      ),
      invalid: {
        call: (api) => api.PATCH('/api/v1/permissions/{permission}', change(name, { name: 'orders.x' })),
        code: 'request.invalid',
        paths: ['name'],
      },
    };
  },
  'DELETE /api/v1/permissions/{permission}': async (world) => {
    const name = await newPermission(world);
    return {
      call: (api) => api.DELETE('/api/v1/permissions/{permission}', path(name)),
      answer: { status: 204 },
      audit: [
        {
          action: 'permission.delete',
          target: { type: 'permission', id: name },
          details: { description: 'Act.', roles: [] },
        },
      ],
      missing: noPermission((api) => api.DELETE('/api/v1/permissions/{permission}', path('orders.none'))),
      conflict: builtin((api) => api.DELETE('/api/v1/permissions/{permission}', path('users.read'))),
      invalid: badPath((api) => api.DELETE('/api/v1/permissions/{permission}', path(tooLong))),
    };
  },
};
