import {
  ApiGroupChanges,
  ApiGroupCreation,
  GroupListQuery,
  GroupQuery,
  MemberListQuery,
} from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { ApiCommand, Noun } from '../engine/command.types.ts';

const group = { name: 'group', description: 'name or id' } as const;
const role = { name: 'role', description: 'name or id' } as const;
const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;

const examples = `
Examples:
  ostiary groups create "Back office" --description "Those who ship what was sold"
  ostiary groups add-member "Back office" anna@example.org
  ostiary groups grant "Back office" clerk
  ostiary groups members "Back office" --all --jsonl
  ostiary groups delete "Back office" --dry-run`;

const membership: ApiCommand[] = [
  {
    verb: 'members',
    summary: 'list the members of a group',
    method: 'GET',
    path: '/groups/:group/members',
    args: [group],
    query: MemberListQuery,
    output: { as: 'list', columns: ['user_id'] },
  },
  {
    verb: 'add-member',
    summary: 'put a user into a group',
    method: 'PUT',
    path: '/groups/:group/members/:user',
    args: [group, user],
    output: { as: 'line', text: ({ args }) => `${args['user']} is in ${args['group']} now.` },
  },
  {
    verb: 'remove-member',
    summary: 'take a user out of a group',
    method: 'DELETE',
    path: '/groups/:group/members/:user',
    args: [group, user],
    output: { as: 'line', text: ({ args }) => `${args['user']} is not in ${args['group']} now.` },
  },
  {
    verb: 'grant',
    summary: 'give a group a role',
    method: 'PUT',
    path: '/groups/:group/roles/:role',
    args: [group, role],
    output: { as: 'line', text: ({ args }) => `${args['group']} has the role ${args['role']} now.` },
  },
  {
    verb: 'revoke',
    summary: 'take a role from a group',
    method: 'DELETE',
    path: '/groups/:group/roles/:role',
    args: [group, role],
    output: {
      as: 'line',
      text: ({ args }) => `${args['group']} does not have the role ${args['role']} now.`,
    },
  },
];

export const groups: Noun = {
  noun: 'groups',
  summary: 'see and change groups, their members and roles',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list groups',
      method: 'GET',
      path: '/groups',
      query: GroupListQuery,
      output: { as: 'list', columns: ['id', 'name', 'roles', 'description'] },
    },
    {
      verb: 'show',
      summary: 'show one group',
      method: 'GET',
      path: '/groups/:group',
      args: [group],
      query: GroupQuery,
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'make a group',
      method: 'POST',
      path: '/groups',
      args: [{ name: 'name', description: 'such as “Back office”' }],
      body: ApiGroupCreation,
      output: {
        as: 'line',
        text: ({ body }) => `Created the group ${shown(body['name'])} (${shown(body['id'])}).`,
      },
    },
    {
      verb: 'update',
      summary: 'rename a group or describe it anew',
      method: 'PATCH',
      path: '/groups/:group',
      args: [group],
      body: ApiGroupChanges,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'delete',
      summary: 'delete a group, whose members lose its roles',
      method: 'DELETE',
      path: '/groups/:group',
      args: [group],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the group ${args['group']}.` },
      destroys: {
        what: (args) => `delete the group ${args['group']}`,
        object: { path: '/groups/:group' },
        dependents: [{ label: 'members', path: '/groups/:group/members' }],
      },
    },
    ...membership,
  ],
};
