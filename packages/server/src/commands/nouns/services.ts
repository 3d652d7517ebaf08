import { ApiServiceChanges, ApiServiceCreation, ServiceListQuery, ServiceQuery } from '@ostiary/contract';
import { wrongUsage } from '../command-io.ts';
import { shown } from '../engine/answers.ts';
import type { Draft, Noun } from '../engine/command.types.ts';
import type { JsonObject } from '../output.ts';

const service = { name: 'service', description: 'id, name or audience' } as const;
const says = { scopes: 'name=description of a scope' };

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

async function readScopes({ body }: Draft): Promise<void> {
  const { scopes } = body;
  if (Array.isArray(scopes)) body['scopes'] = scopes.map((text) => readScope(shown(text)));
}

export const services: Noun = {
  noun: 'services',
  summary: 'see and change services (resource servers) and their scopes',
  examples: `
Examples:
  ostiary services create Orders https://orders.example.org --scope "orders.read=See your orders"
  ostiary services update Orders --token-format opaque
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
          ...['id', 'name', 'audience', 'token_format'],
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
      flags: { says },
      prepare: readScopes,
      output: {
        as: 'line',
        text: ({ body }) => `Created the service ${shown(body['name'])} (${shown(body['id'])}).`,
      },
    },
    {
      verb: 'update',
      summary: 'change a service; what is not given stays, scopes are replaced as a whole',
      method: 'PATCH',
      path: '/services/:service',
      args: [service],
      body: ApiServiceChanges,
      flags: { says },
      prepare: readScopes,
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
      },
    },
  ],
};
