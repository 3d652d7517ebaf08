import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Services } from '../app/build-services.ts';
import type { UpgradePlan } from '../app/upgrades/upgrade-plan.ts';
import {
  CommandFailure,
  exitCodes,
  printError,
  printLine,
  type CommandIo,
  type ExitCode,
} from './command-io.ts';
import { createProgress } from './engine/progress.ts';
import { loadOrFail } from './load-or-fail.ts';
import { printJson } from './output.ts';
import type { CommandLine } from './program.ts';
import { planLines, planToJson } from './upgrade.plan.ts';

interface UpgradeOptions {
  check?: true;
  json?: true;
}

const examples = `
Examples:
  ostiary upgrade --check   what would be done, and whether older processes may go on; exits with 1 on a problem
  ostiary upgrade           a backup of a SQLite database, migrations, then what fills in rows`;

export function addUpgradeCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('upgrade')
    .description(
      'bring the database up to date and wait until every row is (`serve` does it in the background)',
    )
    .option('--check', 'only say what would be done')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: UpgradeOptions) => upgrade(io, options)));
}

async function upgrade(io: CommandIo, options: UpgradeOptions): Promise<ExitCode> {
  const config = loadOrFail(io);
  const file = /^sqlite:(.*)$/.exec(config.data.databaseUrl)?.[1];
  if (options.check && file !== undefined && !existsSync(file)) {
    if (options.json) printJson(io, { database: file, is_new: true, problems: [] });
    else printLine(io, `${file} does not exist yet; \`ostiary\` makes it at its first start.`);
    return exitCodes.ok;
  }
  const [{ buildServices }, { planUpgrade }] = await Promise.all([
    import('../app/build-services.ts'),
    import('../app/upgrades/upgrade-plan.ts'),
  ]);
  const services = await buildServices({ config });
  try {
    const plan = await planUpgrade({ ...services, config });
    if (options.check) return showPlan(io, plan, options);
    const [problem] = plan.problems;
    if (problem !== undefined)
      throw new CommandFailure(problem, { hint: '`ostiary upgrade --check` says more.' });
    await carryOut({ io, services, plan, options });
    return exitCodes.ok;
  } finally {
    await services.close();
  }
}

function showPlan(io: CommandIo, plan: UpgradePlan, options: UpgradeOptions): ExitCode {
  if (options.json) printJson(io, planToJson(plan));
  else for (const line of planLines(plan)) printLine(io, line);
  return plan.problems.length === 0 ? exitCodes.ok : exitCodes.failed;
}

interface Upgrade {
  io: CommandIo;
  services: Services;
  plan: UpgradePlan;
  options: UpgradeOptions;
}

async function carryOut({ io, services, plan, options }: Upgrade): Promise<void> {
  if (plan.backup.kind === 'by-hand')
    printError(io, 'No backup is made here. On PostgreSQL, pg_dump makes one.');
  const progress = createProgress(io);
  const { applied, backup } = await services.prepare(({ pagesDone, pages }) =>
    progress.show({ done: pagesDone, total: pages, unit: 'pages copied' }),
  );
  progress.clear();
  if (!options.json) {
    if (backup !== null) printLine(io, `backup    ${backup}`);
    for (const name of applied) printLine(io, `applied   ${name}`);
  }
  const rows = await fillIn(io, services);
  if (options.json) {
    const backfills = Object.entries(rows).map(([name, count]) => ({ name, rows: count }));
    return printJson(io, { backup, applied, backfills });
  }
  for (const [name, count] of Object.entries(rows)) {
    if (count > 0) printLine(io, `filled    ${name}: ${count.toLocaleString('en')} rows`);
  }
  printLine(io, 'The database is up to date.');
}

/** How many rows each backfill that was not through yet has done. */
async function fillIn(io: CommandIo, { backfills }: Services): Promise<Record<string, number>> {
  const left = new Map((await backfills.list()).map(({ name, rowsLeft }) => [name, rowsLeft ?? undefined]));
  const rows: Record<string, number> = {};
  const progress = createProgress(io);
  try {
    await backfills.run((name, count) => {
      rows[name] = (rows[name] ?? 0) + count;
      progress.show({ done: rows[name], total: left.get(name), unit: `rows of ${name}` });
    });
  } finally {
    progress.clear();
  }
  return rows;
}
