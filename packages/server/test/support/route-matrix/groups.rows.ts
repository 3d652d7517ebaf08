import type { Refused, Rows } from './row.types.ts';
import { aGroup, anId, onePage } from './shapes.ts';
import { unknownId, unknownName } from './world.ts';

const path = (group: string) => ({ params: { path: { group } } });
const member = (group: string, user: string) => ({ params: { path: { group, user } } });
const holder = (group: string, role: string) => ({ params: { path: { group, role } } });
const tooLong = 'x'.repeat(101);

const badGroup = (call: Refused['call']): Refused => ({ call, code: 'request.invalid', paths: ['group'] });
const noGroup = (call: Refused['call']): Refused => ({ call, code: 'access.group_not_found' });

export const groupRows: Rows = {
  'GET /api/v1/groups': async ({ newGroup }) => {
    const { id, name } = await newGroup();
    return {
      call: (api) => api.GET('/api/v1/groups', { params: { query: { search: name } } }),
      answer: { status: 200, body: onePage(aGroup({ id, name })) },
      invalid: {
        call: (api) => api.GET('/api/v1/groups', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'PATCH /api/v1/groups/{group}': async ({ newGroup }) => {
    const [{ id, name }, taken] = [await newGroup(), await newGroup()];
    const change = (group: string, body: object) => ({ ...path(group), body });
    return {
      call: (api) => api.PATCH('/api/v1/groups/{group}', change(id, { description: 'Anew.' })),
      answer: { status: 200, body: aGroup({ id, name, description: 'Anew.' }) },
      audit: [
        {
          action: 'group.update',
          target: { type: 'group', id },
          details: { name, description: 'Anew.', previous_name: name, previous_description: '' },
        },
      ],
      missing: noGroup((api) => api.PATCH('/api/v1/groups/{group}', change(unknownName, { name: 'x' }))),
      conflict: {
        call: (api) => api.PATCH('/api/v1/groups/{group}', change(id, { name: taken.name })),
        code: 'access.group_taken',
        paths: ['name'],
      },
      invalid: {
        call: (api) => api.PATCH('/api/v1/groups/{group}', change(id, { name: null, colour: 'red' })),
        code: 'request.invalid',
        paths: ['colour', 'name'],
      },
    };
  },
  'POST /api/v1/groups': async ({ fresh, newGroup }) => {
    const [name, taken] = [fresh('made-group'), await newGroup()];
    return {
      call: (api) => api.POST('/api/v1/groups', { body: { name, description: 'Made.' } }),
      answer: { status: 201, body: aGroup({ name, description: 'Made.' }) },
      audit: [{ action: 'group.create', target: { type: 'group', id: anId }, details: { name, roles: [] } }],
      conflict: {
        call: (api) => api.POST('/api/v1/groups', { body: { name: taken.name.toUpperCase() } }),
        code: 'access.group_taken',
        paths: ['name'],
      },
      invalid: {
        call: (api) => api.POST('/api/v1/groups', { body: { name: 7 as never } }),
        code: 'request.invalid',
        paths: ['name'],
      },
    };
  },
  'GET /api/v1/groups/{group}': async ({ newGroup }) => {
    const { id, name } = await newGroup();
    return {
      call: (api) => api.GET('/api/v1/groups/{group}', path(name)),
      answer: { status: 200, body: aGroup({ id, name }) },
      missing: noGroup((api) => api.GET('/api/v1/groups/{group}', path(unknownName))),
      invalid: badGroup((api) => api.GET('/api/v1/groups/{group}', path(tooLong))),
    };
  },
  'DELETE /api/v1/groups/{group}': async ({ newGroup }) => {
    const { id, name } = await newGroup();
    return {
      call: (api) => api.DELETE('/api/v1/groups/{group}', path(id)),
      answer: { status: 204 },
      audit: [{ action: 'group.delete', target: { type: 'group', id }, details: { name, roles: [] } }],
      missing: noGroup((api) => api.DELETE('/api/v1/groups/{group}', path(unknownName))),
      invalid: badGroup((api) => api.DELETE('/api/v1/groups/{group}', path(tooLong))),
    };
  },
  'GET /api/v1/groups/{group}/members': async ({ newGroup, newUser, root }) => {
    const [group, user] = [await newGroup(), await newUser()];
    await root.api.PUT('/api/v1/groups/{group}/members/{user}', member(group.id, user.id));
    return {
      call: (api) => api.GET('/api/v1/groups/{group}/members', path(group.id)),
      answer: { status: 200, body: onePage({ user_id: user.id }) },
      missing: noGroup((api) => api.GET('/api/v1/groups/{group}/members', path(unknownName))),
      invalid: badGroup((api) => api.GET('/api/v1/groups/{group}/members', path(tooLong))),
    };
  },
  'PUT /api/v1/groups/{group}/members/{user}': async ({ newGroup, newUser }) => {
    const [group, user] = [await newGroup(), await newUser()];
    return {
      call: (api) => api.PUT('/api/v1/groups/{group}/members/{user}', member(group.name, user.id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'group.add_member',
          target: { type: 'user', id: user.id },
          details: { name: group.name, roles: [], group_id: group.id },
        },
      ],
      missing: {
        call: (api) => api.PUT('/api/v1/groups/{group}/members/{user}', member(group.id, unknownId)),
        code: 'users.not_found',
      },
      invalid: {
        call: (api) => api.PUT('/api/v1/groups/{group}/members/{user}', member(group.id, 'nonsense')),
        code: 'request.invalid',
        paths: ['user'],
      },
    };
  },
  'DELETE /api/v1/groups/{group}/members/{user}': async ({ newGroup, newUser, root }) => {
    const [group, user] = [await newGroup(), await newUser()];
    await root.api.PUT('/api/v1/groups/{group}/members/{user}', member(group.id, user.id));
    return {
      call: (api) => api.DELETE('/api/v1/groups/{group}/members/{user}', member(group.id, user.id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'group.remove_member',
          target: { type: 'user', id: user.id },
          details: { name: group.name, roles: [], group_id: group.id },
        },
      ],
      missing: noGroup((api) =>
        api.DELETE('/api/v1/groups/{group}/members/{user}', member(unknownName, user.id)),
      ),
      invalid: {
        call: (api) => api.DELETE('/api/v1/groups/{group}/members/{user}', member(group.id, 'nonsense')),
        code: 'request.invalid',
        paths: ['user'],
      },
    };
  },
  'PUT /api/v1/groups/{group}/roles/{role}': async ({ newGroup, newRole }) => {
    const [group, role] = [await newGroup(), await newRole()];
    return {
      call: (api) => api.PUT('/api/v1/groups/{group}/roles/{role}', holder(group.id, role.name)),
      answer: { status: 204 },
      audit: [
        {
          action: 'role.grant',
          target: { type: 'group', id: group.id },
          details: { role: role.name, role_id: role.id },
        },
      ],
      missing: noGroup((api) => api.PUT('/api/v1/groups/{group}/roles/{role}', holder(unknownName, role.id))),
      invalid: badGroup((api) => api.PUT('/api/v1/groups/{group}/roles/{role}', holder(tooLong, role.id))),
    };
  },
  'DELETE /api/v1/groups/{group}/roles/{role}': async ({ newGroup, newRole, root }) => {
    const [group, role] = [await newGroup(), await newRole()];
    await root.api.PUT('/api/v1/groups/{group}/roles/{role}', holder(group.id, role.id));
    return {
      call: (api) => api.DELETE('/api/v1/groups/{group}/roles/{role}', holder(group.id, role.name)),
      answer: { status: 204 },
      audit: [
        {
          action: 'role.revoke',
          target: { type: 'group', id: group.id },
          details: { role: role.name, role_id: role.id },
        },
      ],
      missing: {
        call: (api) => api.DELETE('/api/v1/groups/{group}/roles/{role}', holder(group.id, unknownName)),
        code: 'access.role_not_found',
      },
      invalid: badGroup((api) => api.DELETE('/api/v1/groups/{group}/roles/{role}', holder(tooLong, role.id))),
    };
  },
};
