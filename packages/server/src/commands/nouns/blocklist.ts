import { ApiBlockCreation, BlockListQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { isoTime, systemClock } from '#platform/clock.ts';
import { wrongUsage } from '../command-io.ts';
import { shown } from '../engine/answers.ts';
import type { Draft, Noun } from '../engine/command.types.ts';

const msPerUnit: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const examples = `
Examples:
  ostiary blocklist add 203.0.113.7 --reason "password spraying" --for 7d
  ostiary blocklist remove 203.0.113.7
  ostiary blocklist list --json`;

function durationMs(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (msPerUnit[unit] ?? 0);
  if (ms === 0) throw wrongUsage(`--for is “${text}”, which is no duration.`, 'Write it as 30m, 12h or 7d.');
  return ms;
}

async function untilThen({ values, body }: Draft): Promise<void> {
  const duration = values['for'];
  if (typeof duration !== 'string') return;
  if (body['expires_at'] !== undefined) throw wrongUsage('--for and --expires-at exclude each other.');
  body['expires_at'] = isoTime(systemClock.nowMs() + durationMs(duration));
}

export const blocklist: Noun = {
  noun: 'blocklist',
  summary: 'addresses whose requests are refused',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list what is blocked',
      method: 'GET',
      path: '/blocklist',
      query: BlockListQuery,
      output: {
        as: 'list',
        columns: [
          'range',
          { heading: 'UNTIL', of: (block) => block['expires_at'] },
          { heading: 'SINCE', of: (block) => block['created_at'] },
          'reason',
        ],
      },
    },
    {
      verb: 'add',
      summary: 'refuse requests from an address or CIDR range',
      method: 'POST',
      path: '/blocklist',
      args: [{ name: 'range', description: 'such as 203.0.113.7 or 2001:db8::/32' }],
      body: ApiBlockCreation,
      options: () => [new Option('--for <duration>', 'until when, such as 30m, 12h or 7d; else for good')],
      prepare: untilThen,
      output: {
        as: 'line',
        text: ({ body: { range, expires_at: until } }) =>
          `Blocked ${shown(range)} ${typeof until === 'string' ? `until ${until}` : 'for good'}.`,
      },
    },
    {
      verb: 'remove',
      summary: 'let an address or range in again',
      method: 'DELETE',
      path: '/blocklist/:range',
      args: [{ name: 'range', description: 'as it was added' }],
      output: { as: 'line', text: ({ args }) => `${args['range']} is not blocked any more.` },
      destroys: {
        what: (args) => `let ${args['range']} in again`,
        object: {
          path: '/blocklist',
          isIt: ({ range }, args) =>
            range === args['range'] || shown(range).replace(/\/(32|128)$/, '') === args['range'],
        },
      },
    },
  ],
};
