import type { Command } from 'commander';
import type { AddressBlock } from '#modules/access';
import { isoTime } from '#platform/clock.ts';
import { printLine, wrongUsage, type CommandIo } from './command-io.ts';
import { printJson, printTable, type Json } from './output.ts';
import type { CommandLine } from './program.ts';
import { operator, withServices } from './with-services.ts';

interface AddOptions {
  reason?: string;
  for?: string;
  json?: true;
}

const msPerUnit: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const examples = `
Examples:
  ostiary blocklist add 203.0.113.7 --reason "password spraying" --for 7d
  ostiary blocklist remove 203.0.113.7
  ostiary blocklist list --json`;

export function addBlocklistCommand(program: Command, { io, does }: CommandLine): void {
  const blocklist = program
    .command('blocklist')
    .description('addresses whose requests are refused')
    .addHelpText('after', examples);
  blocklist
    .command('add')
    .description('refuse requests from an address or CIDR range')
    .argument('<range>', 'such as 203.0.113.7 or 2001:db8::/32')
    .option('--reason <text>', 'why, for whoever reads the list')
    .option('--for <duration>', 'until when, such as 30m, 12h or 7d; without it, for good')
    .option('--json', 'print JSON')
    .action(does((range: string, options: AddOptions) => add(io, range, options)));
  blocklist
    .command('remove')
    .description('let an address or range in again')
    .argument('<range>', 'as it was added')
    .action(does((range: string) => remove(io, range)));
  blocklist
    .command('list')
    .description('list what is blocked')
    .option('--json', 'print JSON')
    .action(does((options: { json?: true }) => list(io, options)));
}

function durationMs(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (msPerUnit[unit] ?? 0);
  if (ms === 0) throw wrongUsage(`--for is “${text}”, which is no duration.`, 'Write it as 30m, 12h or 7d.');
  return ms;
}

async function add(io: CommandIo, range: string, options: AddOptions): Promise<void> {
  const forMs = options.for === undefined ? null : durationMs(options.for);
  const block = await withServices(io, ({ access, clock }) =>
    access.blockAddress(operator(io), {
      range,
      ...(options.reason !== undefined && { reason: options.reason }),
      expiresAt: forMs === null ? null : clock.nowMs() + forMs,
    }),
  );
  if (options.json) return printJson(io, toJson(block));
  const until = block.expiresAt === null ? 'for good' : `until ${isoTime(block.expiresAt)}`;
  printLine(io, `Blocked ${block.range} ${until}.`);
}

async function remove(io: CommandIo, range: string): Promise<void> {
  await withServices(io, ({ access }) => access.unblockAddress(operator(io), range));
  printLine(io, `${range} is not blocked any more.`);
}

async function list(io: CommandIo, options: { json?: true }): Promise<void> {
  const blocks = await withServices(io, ({ access }) => access.listBlocks());
  if (options.json) return printJson(io, blocks.map(toJson));
  printTable(
    io,
    ['RANGE', 'UNTIL', 'SINCE', 'REASON'],
    blocks.map(({ range, reason, createdAt, expiresAt }) => [
      range,
      expiresAt === null ? null : isoTime(expiresAt),
      isoTime(createdAt),
      reason,
    ]),
  );
}

function toJson(block: AddressBlock): Json {
  return {
    id: block.id,
    range: block.range,
    reason: block.reason,
    created_at: isoTime(block.createdAt),
    expires_at: block.expiresAt === null ? null : isoTime(block.expiresAt),
  };
}
