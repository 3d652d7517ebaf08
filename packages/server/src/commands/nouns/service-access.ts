import { ApiServiceGrantChange, ServiceGrantListQuery, UserServiceListQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { wrongUsage } from '../command-io.ts';
import { isObject } from '../engine/answers.ts';
import type { ApiCommand, Argument, Draft, Noun } from '../engine/command.types.ts';
import type { Json } from '../output.ts';

const service = { name: 'service', description: 'id, name or audience' } as const;
const user = { name: 'user', description: 'id, email or username', kind: 'user' } as const;

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** `--data '{"team":"north"}'`. */
async function readData({ values, body }: Draft): Promise<void> {
  const { data: text } = values;
  if (typeof text !== 'string') return;
  const data = parseJson(text);
  if (!isObject(data)) {
    throw wrongUsage('--data is not a JSON object.', `Write it as --data '{"team":"north"}'.`);
  }
  body['data'] = data;
}

/** The verbs for one kind of holder; those for users have no suffix. */
function verbsFor(holder: Argument, suffix: string): ApiCommand[] {
  const list = `/services/:service/access/${holder.name}s`;
  const one = `${list}/:${holder.name}`;
  const who = (args: Record<string, string>): string => args[holder.name] ?? '';
  return [
    {
      verb: `list${suffix && `${suffix}s`}`,
      summary: `list what ${holder.name}s were given in a service`,
      method: 'GET',
      path: list,
      args: [service],
      query: ServiceGrantListQuery,
      output: { as: 'list', columns: ['holder_id', 'level', 'data', 'updated_at'] },
    },
    {
      verb: `grant${suffix}`,
      summary: `give a ${holder.name} access to a service, in place of what was given before`,
      method: 'PUT',
      path: one,
      args: [service, holder],
      body: ApiServiceGrantChange,
      flags: { without: ['data'] },
      options: () => [new Option('--data <json>', 'the service’s own data, as its schema says')],
      prepare: readData,
      output: { as: 'line', text: ({ args }) => `${who(args)} has access to ${args['service']} now.` },
    },
    {
      verb: `revoke${suffix}`,
      summary: `take access to a service from a ${holder.name}`,
      method: 'DELETE',
      path: one,
      args: [service, holder],
      output: {
        as: 'line',
        text: ({ args }) => `Took access to ${args['service']} from ${who(args)}.`,
      },
    },
  ];
}

export const serviceAccess: Noun = {
  noun: 'access',
  summary: 'who may enter a service, at which level and with which data',
  examples: `
Examples:
  ostiary services access grant Orders anna@example.org --level editor --data '{"team":"north"}'
  ostiary services access grant-group Orders "Back office" --level reader
  ostiary services access revoke Orders anna@example.org
  ostiary services access list-roles Orders
  ostiary services access of anna@example.org`,
  commands: [
    ...verbsFor(user, ''),
    ...verbsFor({ name: 'group', description: 'name or id' }, '-group'),
    ...verbsFor({ name: 'role', description: 'name or id' }, '-role'),
    {
      verb: 'of',
      summary: 'what a user has in every service, all told',
      method: 'GET',
      path: '/users/:user/services',
      args: [user],
      query: UserServiceListQuery,
      output: {
        as: 'list',
        columns: [
          ...['service', 'may_enter'],
          { heading: 'LEVEL', of: ({ access }) => (isObject(access) ? access['level'] : null) },
          { heading: 'DATA', of: ({ access }) => (isObject(access) ? access['data'] : null) },
          { heading: 'BY', of: ({ by }) => (isObject(by) ? by['holder_type'] : null) },
        ],
      },
    },
  ],
};
