import { shown } from '../engine/answers.ts';
import type { ApiCommand } from '../engine/command.types.ts';

const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;
const path = '/users/:user/deletion';

export const deletionCommands: readonly ApiCommand[] = [
  {
    verb: 'deletion',
    summary: 'when a user is to be deleted, and by whose decision',
    method: 'GET',
    path,
    args: [user],
    output: { as: 'details' },
  },
  {
    verb: 'schedule-deletion',
    summary: 'close an account at once, and delete it when it can no longer be taken back',
    method: 'POST',
    path,
    args: [user],
    output: {
      as: 'line',
      text: ({ args, body }) =>
        body['due_at'] === undefined
          ? `Deleted ${args['user']}.`
          : `${args['user']} is closed, and deleted after ${shown(body['due_at'])}.`,
    },
    destroys: { what: (args) => `delete the user ${args['user']}`, object: { path: '/users/:user' } },
  },
  {
    verb: 'keep',
    summary: 'take back that a user is to be deleted',
    method: 'DELETE',
    path,
    args: [user],
    output: { as: 'line', text: ({ args }) => `${args['user']} is kept.` },
  },
];
