import {
  ApiUserChanges,
  ApiUserCreation,
  PasswordReset,
  UserListQuery,
  UserReadQuery,
} from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';
import { deletionCommands } from './user-deletions.ts';
import { factorCommands } from './user-factors.ts';
import { invitationCommands } from './user-invitations.ts';
import { newPasswordOptions, onlyPasswordOption, preparePassword, prepareUser } from './user-passwords.ts';

const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;
const role = { name: 'role', description: 'name or id' } as const;

const examples = `
Examples:
  ostiary users create --email anna@example.org --role read-write
  printf '%s' "$PASSWORD" | ostiary users create --email bot@example.org --password-stdin --json
  ostiary users show anna@example.org
  ostiary users invite anna@example.org --role read-write --service Orders=editor
  ostiary users list --search anna --json
  ostiary users list --all --jsonl --fields id,email
  ostiary users update anna@example.org --first-name Anna --no-phone
  ostiary users grant anna@example.org admin
  ostiary users reset-factors anna@example.org
  ostiary users delete anna@example.org --dry-run`;

const dependents = [
  { label: 'sessions', path: '/users/:user/sessions' },
  { label: 'static tokens', path: '/users/:user/tokens' },
];

export const users: Noun = {
  noun: 'users',
  summary: 'see, create and change users',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list users',
      method: 'GET',
      path: '/users',
      query: UserListQuery,
      output: {
        as: 'list',
        columns: ['id', 'email', 'username', 'is_active', 'is_staff', 'is_superuser', 'created_at'],
      },
    },
    {
      verb: 'show',
      summary: 'show one user with roles and permissions',
      method: 'GET',
      path: '/users/:user',
      args: [user],
      query: UserReadQuery,
      output: { as: 'details', also: '/users/:user/access' },
    },
    {
      verb: 'create',
      summary: 'create a user; asks for what is missing when there is a terminal',
      method: 'POST',
      path: '/users',
      body: ApiUserCreation,
      flags: {
        without: ['password', 'is_active'],
        says: { roles: 'a role by its name; you must hold all that it gives' },
      },
      options: newPasswordOptions,
      prepare: prepareUser,
      output: {
        as: 'line',
        text: ({ body }) => `Created ${shown(body['email'] ?? body['username'])} (${shown(body['id'])}).`,
      },
    },
    ...invitationCommands,
    {
      verb: 'update',
      summary: 'change a user; what is not given stays',
      method: 'PATCH',
      path: '/users/:user',
      args: [user],
      body: ApiUserChanges,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'deactivate',
      summary: 'switch an account off, which signs it out',
      method: 'PATCH',
      path: '/users/:user',
      args: [user],
      isVersioned: true,
      prepare: async ({ body }) => void (body['is_active'] = false),
      output: { as: 'line', text: ({ args }) => `${args['user']} is switched off.` },
      destroys: {
        what: (args) => `switch off ${args['user']}`,
        object: { path: '/users/:user' },
        dependents,
      },
    },
    {
      verb: 'reactivate',
      summary: 'switch an account on again',
      method: 'PATCH',
      path: '/users/:user',
      args: [user],
      isVersioned: true,
      prepare: async ({ body }) => void (body['is_active'] = true),
      output: { as: 'line', text: ({ args }) => `${args['user']} is switched on.` },
    },
    {
      verb: 'delete',
      summary: 'delete a user',
      method: 'DELETE',
      path: '/users/:user',
      args: [user],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted ${args['user']}.` },
      destroys: {
        what: (args) => `delete the user ${args['user']}`,
        object: { path: '/users/:user' },
        dependents,
      },
    },
    {
      verb: 'reset-password',
      summary: 'set a user’s password, which ends all sessions and tokens of the user',
      method: 'POST',
      path: '/users/:user/password',
      args: [user],
      body: PasswordReset,
      flags: { without: ['password'] },
      options: onlyPasswordOption,
      prepare: preparePassword,
      output: { as: 'line', text: ({ args }) => `${args['user']} has a new password.` },
    },
    ...factorCommands,
    ...deletionCommands,
    {
      verb: 'grant',
      summary: 'give a user a role',
      method: 'PUT',
      path: '/users/:user/roles/:role',
      args: [user, role],
      output: { as: 'line', text: ({ args }) => `${args['user']} has the role ${args['role']} now.` },
    },
    {
      verb: 'revoke',
      summary: 'take a role from a user',
      method: 'DELETE',
      path: '/users/:user/roles/:role',
      args: [user, role],
      output: {
        as: 'line',
        text: ({ args }) => `${args['user']} does not have the role ${args['role']} now.`,
      },
    },
    {
      verb: 'access',
      summary: 'what a user holds, directly and through groups',
      method: 'GET',
      path: '/users/:user/access',
      args: [user],
      output: { as: 'details' },
    },
  ],
};
