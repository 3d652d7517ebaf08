import type { Command } from 'commander';
import type { Services } from '../app/build-services.ts';
import { printLine, type CommandIo } from './command-io.ts';
import { loadOrFail } from './load-or-fail.ts';
import { printJson } from './output.ts';
import type { CommandLine } from './program.ts';

interface MigrateOptions {
  status?: true;
  json?: true;
}

const examples = `
Examples:
  ostiary migrate            bring the database up to date
  ostiary migrate --status   only say what is missing`;

export function addMigrateCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('migrate')
    .description('bring the database up to date (`serve` does it, too)')
    .option('--status', 'only list the migrations that are missing')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: MigrateOptions) => migrate(io, options)));
}

async function showPending(io: CommandIo, services: Services, options: MigrateOptions): Promise<void> {
  const { pending } = await services.database.schemaState();
  if (options.json) printJson(io, { pending: [...pending] });
  else printNames(io, 'missing', pending);
}

function printNames(io: CommandIo, word: string, names: readonly string[]): void {
  for (const name of names) printLine(io, `${word}  ${name}`);
  if (names.length === 0) printLine(io, 'The database is up to date.');
}

async function migrate(io: CommandIo, options: MigrateOptions): Promise<void> {
  const config = loadOrFail(io);
  const { buildServices } = await import('../app/build-services.ts');
  const services = await buildServices({ config });
  try {
    if (options.status) return await showPending(io, services, options);
    const { applied, backup } = await services.prepare();
    if (options.json) return printJson(io, { applied, backup });
    if (backup !== null) printLine(io, `backup   ${backup}`);
    printNames(io, 'applied', applied);
  } finally {
    await services.close();
  }
}
