import { ApiServiceKeyCreation } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

const service = { name: 'service', description: 'id, name or audience' } as const;

export const serviceKeys: Noun = {
  noun: 'keys',
  summary: 'see, create and delete the keys of a service: at most two at a time',
  examples: `
Examples:
  ostiary services keys list Orders
  ostiary services keys create Orders --expires-at 2027-01-01T00:00:00Z
  ostiary services keys delete Orders 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list keys, never what they are',
      method: 'GET',
      path: '/services/:service/keys',
      args: [service],
      output: { as: 'list', columns: ['id', 'hint', 'created_at', 'expires_at'] },
    },
    {
      verb: 'create',
      summary: 'give a service a key, beside one that is in use; it is shown once',
      method: 'POST',
      path: '/services/:service/keys',
      args: [service],
      body: ApiServiceKeyCreation,
      output: {
        as: 'line',
        text: ({ body }) => [
          `Created the key ${shown(body['id'])}.`,
          `Service key: ${shown(body['key'])}`,
          'It is not shown again.',
        ],
      },
    },
    {
      verb: 'delete',
      summary: 'delete a key, which is refused from then on',
      method: 'DELETE',
      path: '/services/:service/keys/:key',
      args: [service, { name: 'key', description: 'its id' }],
      output: { as: 'line', text: ({ args }) => `Deleted the key ${args['key']}.` },
      destroys: {
        what: (args) => `delete the key ${args['key']} of ${args['service']}`,
        object: {
          path: '/services/:service/keys',
          isIt: (item, args) => item['id'] === args['key'],
        },
      },
    },
  ],
};
