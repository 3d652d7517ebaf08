import { ApiRoleChanges, ApiRoleCreation, RoleListQuery, RoleQuery } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

const role = { name: 'role', description: 'name or id' } as const;
const holder = {
  name: 'holder',
  description: 'id, email or username; with --group, the name or id of a group',
  kind: 'user',
} as const;
const toGroup = {
  flag: 'group',
  description: 'the holder is a group',
  path: '/groups/:holder/roles/:role',
};

const examples = `
Examples:
  ostiary roles list
  ostiary roles create clerk --level 9 --permission users.read --permission orders.read
  ostiary roles update clerk --description "Takes orders"
  ostiary roles grant anna@example.org admin
  ostiary roles revoke --group editors read-write
  ostiary roles delete clerk --dry-run`;

export const roles: Noun = {
  noun: 'roles',
  summary: 'see and change roles, give and take them',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list roles with their level and permissions',
      method: 'GET',
      path: '/roles',
      query: RoleListQuery,
      output: {
        as: 'list',
        columns: [
          'name',
          'level',
          { heading: 'BUILT IN', of: (item) => item['is_builtin'] },
          {
            heading: 'PERMISSIONS',
            of: ({ permissions }) => (Array.isArray(permissions) ? permissions.length : null),
          },
          'description',
        ],
      },
    },
    {
      verb: 'show',
      summary: 'show one role',
      method: 'GET',
      path: '/roles/:role',
      args: [role],
      query: RoleQuery,
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'make a role',
      method: 'POST',
      path: '/roles',
      args: [{ name: 'name', description: 'such as clerk' }],
      body: ApiRoleCreation,
      output: { as: 'line', text: ({ body }) => `Created the role ${shown(body['name'])}.` },
    },
    {
      verb: 'update',
      summary: 'change a role; what is not given stays, permissions are replaced as a whole',
      method: 'PATCH',
      path: '/roles/:role',
      args: [role],
      body: ApiRoleChanges,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'delete',
      summary: 'delete a role, which takes it from everybody',
      method: 'DELETE',
      path: '/roles/:role',
      args: [role],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the role ${args['role']}.` },
      destroys: {
        what: (args) => `delete the role ${args['role']}`,
        object: { path: '/roles/:role' },
        dependents: [{ label: 'users who hold it', path: '/users', query: { role: ':role' } }],
      },
    },
    {
      verb: 'grant',
      summary: 'give a role to a user or group',
      method: 'PUT',
      path: '/users/:holder/roles/:role',
      variant: toGroup,
      args: [holder, role],
      output: { as: 'line', text: ({ args }) => `${args['holder']} has the role ${args['role']} now.` },
    },
    {
      verb: 'revoke',
      summary: 'take a role from a user or group',
      method: 'DELETE',
      path: '/users/:holder/roles/:role',
      variant: toGroup,
      args: [holder, role],
      output: {
        as: 'line',
        text: ({ args }) => `${args['holder']} does not have the role ${args['role']} now.`,
      },
    },
  ],
};
