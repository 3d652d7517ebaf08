import { ApiServiceChanges, ApiServiceCreation, ServiceListQuery, ServiceQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { wrongUsage } from '../command-io.ts';
import { shown } from '../engine/answers.ts';
import type { Draft, Noun } from '../engine/command.types.ts';
import { readJsonFile } from '../json-file.ts';
import type { JsonObject } from '../output.ts';
import { serviceAccess } from './service-access.ts';
import { serviceKeys } from './service-keys.ts';

const service = { name: 'service', description: 'id, name or audience' } as const;
const says = {
  scopes: 'name=description of a scope',
  access_levels: 'what access may be given as, from the least to the most',
};
const flags = { says, without: ['data_schema'] };

const schemaFile = (): Option =>
  new Option('--data-schema <file>', 'JSON file with the JSON Schema of its data about users');

/** `orders.read=See your orders`. */
function readScope(text: string): JsonObject {
  const [, name, description] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  if (name === undefined || description === undefined) {
    throw wrongUsage(
      `${text} is not a scope.`,
      'Write it as name=description: orders.read="See your orders".',
    );
  }
  return { name, description };
}

/** Scopes are two things in one text, and a schema is too much for a flag: it comes from a file. */
async function readChoices({ io, values, body }: Draft): Promise<void> {
  const { scopes } = body;
  if (Array.isArray(scopes)) body['scopes'] = scopes.map((text) => readScope(shown(text)));
  const { dataSchema: file } = values;
  if (file === false) body['data_schema'] = null;
  if (typeof file === 'string') body['data_schema'] = await readJsonFile(io, file);
}

export const services: Noun = {
  noun: 'services',
  summary: 'see and change services (resource servers), their keys and who has access to them',
  examples: `
Examples:
  ostiary services create Orders https://orders.example.org --scope "orders.read=See your orders"
  ostiary services update Orders --entry granted --access-level reader --access-level editor
  ostiary services keys create Orders
  ostiary services access grant Orders anna@example.org --level editor
  ostiary services show https://orders.example.org
  ostiary services delete Orders --dry-run`,
  commands: [
    {
      verb: 'list',
      summary: 'list services',
      method: 'GET',
      path: '/services',
      query: ServiceListQuery,
      output: {
        as: 'list',
        columns: [
          ...['id', 'name', 'audience', 'entry', 'access_levels', 'token_format'],
          {
            heading: 'SCOPES',
            of: ({ scopes }) => (Array.isArray(scopes) ? scopes.length : null),
          },
        ],
      },
    },
    {
      verb: 'show',
      summary: 'show one service',
      method: 'GET',
      path: '/services/:service',
      args: [service],
      query: ServiceQuery,
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'register a service',
      method: 'POST',
      path: '/services',
      args: [
        { name: 'name', description: 'such as Orders' },
        { name: 'audience', description: 'an absolute URI, the aud of its tokens' },
      ],
      body: ApiServiceCreation,
      flags,
      options: () => [schemaFile()],
      prepare: readChoices,
      output: {
        as: 'line',
        text: ({ body }) => `Created the service ${shown(body['name'])} (${shown(body['id'])}).`,
      },
    },
    {
      verb: 'update',
      summary: 'change a service; what is not given stays, lists are replaced as a whole',
      method: 'PATCH',
      path: '/services/:service',
      args: [service],
      body: ApiServiceChanges,
      flags,
      options: () => [schemaFile(), new Option('--no-data-schema', 'without data-schema')],
      prepare: readChoices,
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'delete',
      summary: 'delete a service',
      method: 'DELETE',
      path: '/services/:service',
      args: [service],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the service ${args['service']}.` },
      destroys: {
        what: (args) => `delete the service ${args['service']}`,
        object: { path: '/services/:service' },
        dependents: [
          { label: 'keys', path: '/services/:service/keys' },
          { label: 'users with access', path: '/services/:service/access/users' },
        ],
      },
    },
  ],
  nouns: [serviceKeys, serviceAccess],
};
