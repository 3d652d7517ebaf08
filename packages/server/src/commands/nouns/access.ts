import { AccessReviewQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { exitCodes, wrongUsage } from '../command-io.ts';
import { isObject, shown } from '../engine/answers.ts';
import type { Column, Draft, Noun } from '../engine/command.types.ts';
import { download, outputOption } from '../engine/download.ts';
import { printList } from '../engine/print-answer.ts';
import { isUserId } from '../engine/user-names.ts';
import type { Json, JsonObject } from '../output.ts';

function servicesOf({ services }: JsonObject): Json {
  if (!Array.isArray(services)) return null;
  return services.filter(isObject).map(({ service, level = null }) => {
    return level === null ? shown(service) : `${shown(service)}=${shown(level)}`;
  });
}

const reviewed: Column[] = [
  ...['id', 'email', 'username', 'is_active', 'roles', 'groups', 'group_roles', 'level'],
  { heading: 'SERVICES', of: servicesOf },
];

export const accessReview: Noun = {
  noun: 'access-review',
  summary: 'what every user holds',
  examples: `
Examples:
  ostiary access-review show --active
  ostiary access-review show --csv --output review.csv`,
  commands: [
    {
      verb: 'show',
      summary: 'every user with roles, groups and services, those with none included',
      method: 'GET',
      path: '/access-review',
      query: AccessReviewQuery,
      options: () => [new Option('--csv', 'all of it as CSV'), outputOption()],
      prepare: async ({ values }) => {
        if (values['output'] !== undefined && values['csv'] !== true)
          throw wrongUsage('--output goes with --csv.');
      },
      output: { as: 'list', columns: reviewed },
      run: (call) =>
        call.values['csv'] === true
          ? download(call, { accept: 'text/csv', unit: 'users' })
          : printList(call, reviewed),
    },
  ],
};

function text(values: Draft['values'], name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function given(fields: Record<string, string | undefined>): JsonObject {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}

async function question({ args, values, body }: Draft): Promise<void> {
  const { subject = '', action = '' } = args;
  body['subject'] = isUserId(subject) ? { user_id: subject } : { login: subject };
  body['action'] = action;
  const resource = given({
    type: text(values, 'resourceType'),
    id: text(values, 'resource'),
    owner_id: text(values, 'owner'),
  });
  if (Object.keys(resource).length > 0) body['resource'] = resource;
  Object.assign(body, given({ address: text(values, 'address'), method: text(values, 'method') }));
}

function texts(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map((each) => (isObject(each) ? shown(each['text']) : shown(each))) : [];
}

export const decisions: Noun = {
  noun: 'decisions',
  summary: 'ask what somebody is allowed, and why',
  examples: `
Examples:
  ostiary decisions ask anna@example.org orders.read     exits with 1 when it is not allowed
  ostiary decisions ask anna@example.org users.update --json`,
  commands: [
    {
      verb: 'ask',
      summary: 'may this user do this? Changes nothing',
      method: 'POST',
      path: '/decisions',
      args: [
        { name: 'subject', description: 'the user: id, email or username' },
        { name: 'action', description: 'the permission that it takes, such as orders.read' },
      ],
      options: () => [
        new Option('--resource-type <text>', 'what it is done to, for your own use'),
        new Option('--resource <id>', 'which one, for your own use'),
        new Option('--owner <id>', 'whose it is: the id of a user'),
        new Option('--address <address>', 'where the user asks from'),
        new Option('--method <method>', 'HTTP method, in capitals'),
      ],
      prepare: question,
      output: {
        as: 'line',
        text: ({ body }) => [
          body['allowed'] === true ? 'Allowed.' : `Not allowed (${shown(body['reason'])}).`,
          ...texts(body['because']).map((step) => `  ${step}`),
          ...texts(body['missing']).map((missing) => `  Missing: ${missing}`),
        ],
      },
      exitCode: (body) => (body['allowed'] === true ? exitCodes.ok : exitCodes.failed),
    },
  ],
};
