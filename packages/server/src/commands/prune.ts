import type { Command } from 'commander';
import { printLine, type CommandIo } from './command-io.ts';
import { printJson, printTable } from './output.ts';
import type { CommandLine } from './program.ts';
import { withServices } from './with-services.ts';

const examples = `
Example, for cron:
  ostiary prune --json`;

export function addPruneCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('prune')
    .description('delete what has expired, and accounts whose owners asked for that and are due')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: { json?: true }) => prune(io, options)));
}

async function prune(io: CommandIo, options: { json?: true }): Promise<void> {
  const counts = await withServices(io, (services) => services.prune());
  if (options.json) return printJson(io, { deleted: counts });
  printTable(io, ['WHAT', 'DELETED'], Object.entries(counts));
  printLine(io, 'The audit log is never pruned.');
}
