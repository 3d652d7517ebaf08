import { ApiPermissionChanges, ApiPermissionCreation, PermissionListQuery } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

const permission = { name: 'permission', description: 'such as orders.read' } as const;

const examples = `
Examples:
  ostiary permissions list --no-builtin
  ostiary permissions create orders.read --description "See orders"
  ostiary permissions delete orders.read --dry-run`;

export const permissions: Noun = {
  noun: 'permissions',
  summary: 'see permissions, and define those of your own services',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list permissions',
      method: 'GET',
      path: '/permissions',
      query: PermissionListQuery,
      output: {
        as: 'list',
        columns: ['name', { heading: 'BUILT IN', of: (item) => item['is_builtin'] }, 'description'],
      },
    },
    {
      verb: 'show',
      summary: 'show one permission',
      method: 'GET',
      path: '/permissions/:permission',
      args: [permission],
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'define a permission of your own',
      method: 'POST',
      path: '/permissions',
      args: [{ name: 'name', description: 'such as orders.read' }],
      body: ApiPermissionCreation,
      output: { as: 'line', text: ({ body }) => `Created the permission ${shown(body['name'])}.` },
    },
    {
      verb: 'update',
      summary: 'describe a permission anew',
      method: 'PATCH',
      path: '/permissions/:permission',
      args: [permission],
      body: ApiPermissionChanges,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'delete',
      summary: 'delete a permission, which takes it from every role',
      method: 'DELETE',
      path: '/permissions/:permission',
      args: [permission],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the permission ${args['permission']}.` },
      destroys: {
        what: (args) => `delete the permission ${args['permission']} and take it from every role`,
        object: { path: '/permissions/:permission' },
      },
    },
  ],
};
