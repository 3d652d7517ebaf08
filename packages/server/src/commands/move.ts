import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { systemClock } from '#platform/clock.ts';
import type { MovePlan, MoveResult, MoveStep } from '#platform/db/move/move-database.ts';
import { askToGoOn } from './ask.ts';
import { CommandFailure, printLine, wrongUsage, type CommandIo } from './command-io.ts';
import { createProgress } from './engine/progress.ts';
import { loadOrFail } from './load-or-fail.ts';
import { printJson, printTable } from './output.ts';
import type { CommandLine } from './program.ts';

interface MoveCommandOptions {
  to: string;
  dryRun?: true;
  undo?: true;
  yes?: true;
  json?: true;
}

interface Ends {
  from: string;
  to: string;
}

const examples = `
Examples:
  ostiary move --to postgres://ostiary@db.example.org/ostiary --dry-run   the password may be in PGPASSWORD
  ostiary move --to postgres://ostiary@db.example.org/ostiary             beside the running server
  ostiary move --to postgres://ostiary@db.example.org/ostiary --undo      as long as nobody has used it there`;

export function addMoveCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('move')
    .description('carry the SQLite database to PostgreSQL while it is in use')
    .requiredOption('--to <url>', 'an empty PostgreSQL database, as for DATABASE_URL')
    .option('--dry-run', 'only check both ends and count')
    .option('--undo', 'let the SQLite database be written to again')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: MoveCommandOptions) => move(io, options)));
}

async function move(io: CommandIo, options: MoveCommandOptions): Promise<void> {
  const ends = { from: sourceOf(io), to: options.to };
  if (!/^postgres(ql)?:\/\//.test(ends.to)) throw wrongUsage('--to is the URL of a PostgreSQL database.');
  if (options.undo) return undo(io, ends, options);
  const { moveDatabase, planMove } = await import('#platform/db/move/move-database.ts');
  if (options.dryRun) return showPlan(io, await planMove(ends), options);
  if (io.isInteractive && !options.yes) {
    await askToGoOn(
      io,
      `Move ${ends.from}? In the end it takes no more writes, and a server on it answers 503.`,
    );
  }
  const progress = createStepPrinter(io, options);
  try {
    const result = await moveDatabase({ ...ends, onStep: (step) => progress.tell(step) });
    progress.clear();
    showResult(io, result, options);
  } finally {
    progress.clear();
  }
}

function sourceOf(io: CommandIo): string {
  const { databaseUrl } = loadOrFail(io).data;
  const file = /^sqlite:(.*)$/.exec(databaseUrl)?.[1];
  if (file === undefined) {
    throw new CommandFailure('DATABASE_URL names a PostgreSQL database already.', {
      hint: 'Leave it out for this command: the SQLite database of OSTIARY_DATA_DIR is moved.',
    });
  }
  if (!existsSync(file)) throw new CommandFailure(`There is no database yet at ${file}.`);
  return file;
}

async function undo(io: CommandIo, ends: Ends, { json }: MoveCommandOptions): Promise<void> {
  const { undoMove } = await import('#platform/db/move/undo-move.ts');
  await undoMove(ends);
  if (json) return printJson(io, { undone: true, database: ends.from });
  printLine(io, `${ends.from} is in use again. Leave DATABASE_URL out, and start the server.`);
}

function showPlan(
  io: CommandIo,
  { place, version, isResumed, tables }: MovePlan,
  { json }: MoveCommandOptions,
): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (json) {
    return printJson(io, { dry_run: true, target: place, version, is_resumed: isResumed, rows, tables });
  }
  printTable(
    io,
    ['TABLE', 'ROWS'],
    tables.map((table) => [table.name, table.rows]),
  );
  printLine(io, `target    PostgreSQL ${version} at ${place}${isResumed ? ', where a move has begun' : ''}`);
  printLine(io, `Nothing was done. ${rows.toLocaleString('en')} rows would be moved.`);
}

/** What happens, a line each; how far it is, on a terminal. */
function createStepPrinter(io: CommandIo, { json }: MoveCommandOptions) {
  const progress = createProgress(io);
  let passes = 0;
  let passBeganAtMs = systemClock.nowMs();
  const say = (line: string): void => {
    progress.clear();
    if (json !== true) printLine(io, line);
  };
  const perSecond = (rows: number): string => {
    const seconds = Math.max(0.001, (systemClock.nowMs() - passBeganAtMs) / 1000);
    return Math.round(rows / seconds).toLocaleString('en');
  };
  const tell = (step: MoveStep): void => {
    if (step.name === 'begin') {
      const count = step.rows.toLocaleString('en');
      return say(`${step.isResumed ? 'resuming' : 'copying '}  ${count} rows`);
    }
    if (step.name === 'locked') return say('switching  writes wait');
    if (step.name === 'rows') {
      const unit = `rows, ${perSecond(step.done)}/s`;
      return progress.show({ done: step.done, total: step.total, unit });
    }
    const { rows, added, changed, removed } = step.result;
    say(
      `pass ${++passes}    ${rows} rows at ${perSecond(rows)}/s: ${added} added, ${changed} changed, ${removed} removed`,
    );
    passBeganAtMs = systemClock.nowMs();
  };
  return { tell, clear: () => progress.clear() };
}

function showResult(io: CommandIo, result: MoveResult, { json }: MoveCommandOptions): void {
  const { place, rows, tables, lockedMs } = result;
  if (json) return printJson(io, { target: place, rows, tables, locked_ms: lockedMs });
  printLine(io, `moved     ${rows.toLocaleString('en')} rows of ${tables} tables; each was proven equal`);
  printLine(io, `waited    ${(lockedMs / 1000).toFixed(1)} s, in which writes were held off`);
  printLine(
    io,
    'The SQLite database takes no more writes. Set this, with the user and the password of --to, and restart:',
  );
  printLine(io, `DATABASE_URL=postgres://USER:PASSWORD@${place}`);
}
