import {
  ApiApplicationChanges,
  ApiApplicationCreation,
  ApiApplicationSecretCreation,
  ApplicationListQuery,
  ApplicationQuery,
} from '@ostiary/contract';
import { Option } from 'commander';
import { shown } from '../engine/answers.ts';
import type { Draft, Noun } from '../engine/command.types.ts';
import { readJsonFile } from '../json-file.ts';
import type { JsonObject } from '../output.ts';

const application = { name: 'application', description: 'id or client id' } as const;

const keysFile = (): Option => new Option('--jwks <file>', 'JSON file with its public keys (a JWK set)');

/** Keys are too much for a flag: they come from a file. */
async function readKeys({ io, values, body }: Draft): Promise<void> {
  const { jwks: file } = values;
  if (file === false) body['jwks'] = null;
  if (typeof file === 'string') body['jwks'] = await readJsonFile(io, file);
}

function secretLines(body: JsonObject): string[] {
  const { client_secret: secret = null } = body;
  return secret === null ? [] : [`Client secret: ${shown(secret)}`, 'It is not shown again.'];
}

const secrets: Noun = {
  noun: 'secrets',
  summary: 'see, add and delete the secrets of an application: at most two at a time',
  examples: `
Examples:
  ostiary applications secrets list m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
  ostiary applications secrets add m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A --expires-at 2027-01-01T00:00:00Z
  ostiary applications secrets delete m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list secrets, never what they are',
      method: 'GET',
      path: '/applications/:application/secrets',
      args: [application],
      output: { as: 'list', columns: ['id', 'hint', 'created_at', 'expires_at'] },
    },
    {
      verb: 'add',
      summary: 'add a secret, beside one that is in use',
      method: 'POST',
      path: '/applications/:application/secrets',
      args: [application],
      body: ApiApplicationSecretCreation,
      output: {
        as: 'line',
        text: ({ body }) => [`Added the secret ${shown(body['id'])}.`, ...secretLines(body)],
      },
    },
    {
      verb: 'delete',
      summary: 'delete a secret, which is refused from then on',
      method: 'DELETE',
      path: '/applications/:application/secrets/:secret',
      args: [application, { name: 'secret', description: 'its id' }],
      output: { as: 'line', text: ({ args }) => `Deleted the secret ${args['secret']}.` },
      destroys: {
        what: (args) => `delete the secret ${args['secret']} of ${args['application']}`,
        object: {
          path: '/applications/:application/secrets',
          isIt: (item, args) => item['id'] === args['secret'],
        },
      },
    },
  ],
};

export const applications: Noun = {
  noun: 'applications',
  summary: 'see and change applications (OAuth 2 clients) and their secrets',
  examples: `
Examples:
  ostiary applications create Shop --redirect-uri https://shop.example.org/callback
  ostiary applications create "Command line" --client-type public --application-type native \\
    --redirect-uri http://127.0.0.1/callback
  ostiary applications create Reports --grant-type client_credentials --scope reports.read
  ostiary applications update m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A --no-active
  ostiary applications secrets add m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
  ostiary applications delete m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A --dry-run`,
  commands: [
    {
      verb: 'list',
      summary: 'list applications',
      method: 'GET',
      path: '/applications',
      query: ApplicationListQuery,
      output: {
        as: 'list',
        columns: ['id', 'client_id', 'name', 'client_type', 'grant_types', 'is_active', 'owner_id'],
      },
    },
    {
      verb: 'show',
      summary: 'show one application',
      method: 'GET',
      path: '/applications/:application',
      args: [application],
      query: ApplicationQuery,
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'register an application; its secret is shown once',
      method: 'POST',
      path: '/applications',
      args: [{ name: 'name', description: 'such as Shop' }],
      body: ApiApplicationCreation,
      flags: { without: ['jwks'] },
      options: () => [keysFile()],
      prepare: readKeys,
      output: {
        as: 'line',
        text: ({ body }) => [
          `Created the application ${shown(body['name'])} (${shown(body['id'])}).`,
          `Client id: ${shown(body['client_id'])}`,
          ...secretLines(body),
        ],
      },
    },
    {
      verb: 'update',
      summary: 'change an application; what is not given stays, lists are replaced as a whole',
      method: 'PATCH',
      path: '/applications/:application',
      args: [application],
      body: ApiApplicationChanges,
      flags: { without: ['jwks'] },
      options: () => [keysFile(), new Option('--no-jwks', 'without jwks')],
      prepare: readKeys,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'delete',
      summary: 'delete an application, which ends all that was issued to it',
      method: 'DELETE',
      path: '/applications/:application',
      args: [application],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the application ${args['application']}.` },
      destroys: {
        what: (args) => `delete the application ${args['application']} and end all that was issued to it`,
        object: { path: '/applications/:application' },
        dependents: [{ label: 'secrets', path: '/applications/:application/secrets' }],
      },
    },
  ],
  nouns: [secrets],
};
