import type { ApiCommand } from '../engine/command.types.ts';

const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;
const path = '/users/:user/factors';

export const factorCommands: readonly ApiCommand[] = [
  {
    verb: 'factors',
    summary: 'what a user can show beside a password',
    method: 'GET',
    path,
    args: [user],
    output: { as: 'details' },
  },
  {
    verb: 'reset-factors',
    summary: 'remove the factors of a user who has lost theirs, which signs the user out',
    method: 'DELETE',
    path,
    args: [user],
    output: { as: 'line', text: ({ args }) => `${args['user']} has no second factor now.` },
    destroys: {
      what: (args) => `remove the second factors of ${args['user']}`,
      object: { path },
      dependents: [{ label: 'sessions', path: '/users/:user/sessions' }],
    },
  },
];
