import { FamilyListQuery, SessionListQuery, TokenListQuery } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';

const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;
const isNamed =
  (argument: string) =>
  (item: Record<string, unknown>, args: Record<string, string>): boolean =>
    item['id'] === args[argument];

export const sessions: Noun = {
  noun: 'sessions',
  summary: 'see and end the sessions of a user',
  examples: `
Examples:
  ostiary sessions list anna@example.org
  ostiary sessions end anna@example.org 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
  ostiary sessions end-all anna@example.org --dry-run`,
  commands: [
    {
      verb: 'list',
      summary: 'list sessions of a user',
      method: 'GET',
      path: '/users/:user/sessions',
      args: [user],
      query: SessionListQuery,
      output: {
        as: 'list',
        columns: ['id', 'created_at', 'last_seen_at', 'expires_at', 'ended_at', 'address', 'user_agent'],
      },
    },
    {
      verb: 'end',
      summary: 'end one session',
      method: 'DELETE',
      path: '/users/:user/sessions/:session',
      args: [user, { name: 'session', description: 'its id' }],
      output: { as: 'line', text: ({ args }) => `Ended the session ${args['session']}.` },
      destroys: {
        what: (args) => `end the session ${args['session']} of ${args['user']}`,
        object: { path: '/users/:user/sessions', isIt: isNamed('session') },
      },
    },
    {
      verb: 'end-all',
      summary: 'sign a user out everywhere',
      method: 'DELETE',
      path: '/users/:user/sessions',
      args: [user],
      output: { as: 'line', text: ({ body }) => `Ended ${shown(body['ended'])} sessions.` },
      destroys: {
        what: (args) => `end every session of ${args['user']}`,
        dependents: [{ label: 'sessions', path: '/users/:user/sessions' }],
      },
    },
  ],
};

export const families: Noun = {
  noun: 'families',
  summary: 'see and end families of refresh tokens',
  examples: `
Examples:
  ostiary families list anna@example.org
  ostiary families end anna@example.org 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list the refresh families of a user',
      method: 'GET',
      path: '/users/:user/refresh-families',
      args: [user],
      query: FamilyListQuery,
      output: {
        as: 'list',
        columns: ['id', 'session_id', 'client_id', 'generation', 'created_at', 'expires_at', 'ended_at'],
      },
    },
    {
      verb: 'end',
      summary: 'end one family; its session stays',
      method: 'DELETE',
      path: '/users/:user/refresh-families/:family',
      args: [user, { name: 'family', description: 'its id' }],
      output: { as: 'line', text: ({ args }) => `Ended the family ${args['family']}.` },
      destroys: {
        what: (args) => `end the refresh family ${args['family']} of ${args['user']}`,
        object: { path: '/users/:user/refresh-families', isIt: isNamed('family') },
      },
    },
  ],
};

export const tokens: Noun = {
  noun: 'tokens',
  summary: 'see and revoke the static tokens of a user',
  examples: `
Examples:
  ostiary tokens list anna@example.org
  ostiary tokens revoke anna@example.org 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list static tokens, never what they are',
      method: 'GET',
      path: '/users/:user/tokens',
      args: [user],
      query: TokenListQuery,
      output: {
        as: 'list',
        columns: ['id', 'name', 'kind', 'scope', 'created_at', 'last_used_at', 'expires_at', 'revoked_at'],
      },
    },
    {
      verb: 'revoke',
      summary: 'revoke one token',
      method: 'DELETE',
      path: '/users/:user/tokens/:token',
      args: [user, { name: 'token', description: 'its id' }],
      output: { as: 'line', text: ({ args }) => `Revoked the token ${args['token']}.` },
      destroys: {
        what: (args) => `revoke the token ${args['token']} of ${args['user']}`,
        object: { path: '/users/:user/tokens', isIt: isNamed('token') },
      },
    },
  ],
};

export const grantedApplications: Noun = {
  noun: 'granted-applications',
  summary: 'see and take back what applications may do for a user',
  examples: `
Examples:
  ostiary granted-applications list anna@example.org
  ostiary granted-applications revoke anna@example.org photo-printer`,
  commands: [
    {
      verb: 'list',
      summary: 'list the applications that may act for a user',
      method: 'GET',
      path: '/users/:user/granted-applications',
      args: [user],
      output: { as: 'list', columns: ['client_id', 'name', 'granted_at', 'updated_at'] },
    },
    {
      verb: 'revoke',
      summary: 'take back what one may do; what was issued to it for the user ends',
      method: 'DELETE',
      path: '/users/:user/granted-applications/:client',
      args: [user, { name: 'client', description: 'its client id' }],
      output: { as: 'line', text: ({ args }) => `Took back what ${args['client']} may do.` },
      destroys: {
        what: (args) => `take back what ${args['client']} may do for ${args['user']}`,
        object: {
          path: '/users/:user/granted-applications',
          isIt: (item, args) => item['client_id'] === args['client'],
        },
      },
    },
  ],
};
