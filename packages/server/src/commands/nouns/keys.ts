import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

export const keys: Noun = {
  noun: 'keys',
  summary: 'see and rotate signing keys',
  examples: `
Examples:
  ostiary keys list
  ostiary keys rotate   sign with a new key; tokens of the old one stay valid until they expire`,
  commands: [
    {
      verb: 'list',
      summary: 'list signing keys; never their private part',
      method: 'GET',
      path: '/keys',
      output: {
        as: 'list',
        columns: [
          'id',
          'algorithm',
          'created_at',
          { heading: 'SIGNS', of: (key) => key['retired_at'] === null },
          { heading: 'GONE AFTER', of: (key) => key['expires_at'] },
        ],
      },
    },
    {
      verb: 'rotate',
      summary: 'sign with a new key from now on',
      method: 'POST',
      path: '/keys/rotate',
      output: {
        as: 'line',
        text: ({ body }) => `Signing with ${shown(body['id'])} (${shown(body['algorithm'])}) from now on.`,
      },
    },
  ],
};
