import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '#config';
import { fileStamp, systemClock } from '#platform/clock.ts';
import {
  CommandFailure,
  exitCodes,
  printError,
  printLine,
  type CommandIo,
  type ExitCode,
} from '../command-io.ts';
import { createProgress } from '../engine/progress.ts';
import { loadOrFail } from '../load-or-fail.ts';
import { printJson } from '../output.ts';
import type { CommandLine } from '../program.ts';
import { examineBackup, type Examined } from './examine-backup.ts';
import { sqliteFileOf, whatElseToKeep } from './sqlite-file.ts';

interface BackupCommandOptions {
  verify?: true;
  json?: true;
}

const onPostgres =
  'Run: pg_dump --format=custom --no-owner --file=ostiary.dump "$DATABASE_URL" (and to look at it: pg_restore --list ostiary.dump)';

const examples = `
Examples:
  ostiary backup                         into backups/ of the data directory, beside a running server
  ostiary backup /mnt/safe/today.sqlite
  ostiary backup --verify today.sqlite   prove that a backup is whole; exits with 1 when it is not`;

export function addBackupCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('backup')
    .description('copy the SQLite database beside those who use it, and prove that the copy is whole')
    .argument('[file]', 'where to, or what to verify')
    .option('--verify', 'only verify a backup that there is')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(
      does((file: string | undefined, options: BackupCommandOptions) =>
        options.verify ? verify(io, file, options) : backUp(io, file, options),
      ),
    );
}

async function verify(
  io: CommandIo,
  file: string | undefined,
  { json }: BackupCommandOptions,
): Promise<ExitCode> {
  if (file === undefined) {
    throw new CommandFailure('Which backup?', {
      hint: 'ostiary backup --verify <file>',
      exitCode: exitCodes.wrongUsage,
    });
  }
  const config = loadOrFail(io);
  const path = resolve(io.cwd, file);
  if (!existsSync(path)) throw new CommandFailure(`${path} does not exist.`);
  const examined = await examineBackup(path, config);
  const isWhole = examined.problems.length === 0;
  if (json) printJson(io, { file: path, is_whole: isWhole, ...toJson(examined) });
  else if (isWhole) printLine(io, `${path} is whole. ${auditInWords(examined)}`);
  else for (const problem of examined.problems) printError(io, problem);
  return isWhole ? exitCodes.ok : exitCodes.failed;
}

async function backUp(
  io: CommandIo,
  file: string | undefined,
  { json }: BackupCommandOptions,
): Promise<ExitCode> {
  const config = loadOrFail(io);
  const from = sqliteFileOf(config, onPostgres);
  if (!existsSync(from)) throw new CommandFailure(`There is no database yet at ${from}.`);
  const to = file === undefined ? await defaultPath(config) : resolve(io.cwd, file);
  if (existsSync(to)) throw new CommandFailure(`${to} exists already; nothing was done.`);
  const examined = await copyAndExamine(io, { from, to, config });
  if (json) printJson(io, { file: to, ...toJson(examined) });
  else {
    printLine(io, `backup    ${to}`);
    printLine(io, `verified  It is whole. ${auditInWords(examined)}`);
  }
  printError(io, whatElseToKeep(config));
  return exitCodes.ok;
}

async function defaultPath(config: Config): Promise<string> {
  const { backupFolder } = await import('../../app/upgrades/bring-up-to-date.ts');
  const folder = backupFolder(config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `ostiary-${fileStamp(systemClock.nowMs())}.sqlite`);
}

/** Nothing has the name of a backup that was not found to be whole. */
async function copyAndExamine(
  io: CommandIo,
  { from, to, config }: { from: string; to: string; config: Config },
): Promise<Examined> {
  // Loaded by those commands only that need it.
  const { backUpSqlite } = await import('#platform/db/sqlite/backup.ts');
  const progress = createProgress(io);
  const unverified = `${to}.unverified`;
  try {
    await mkdir(dirname(to), { recursive: true });
    await backUpSqlite({
      from,
      to: unverified,
      onProgress: ({ pagesDone, pages }) => progress.show({ done: pagesDone, total: pages, unit: 'pages' }),
    });
    const examined = await examineBackup(unverified, config);
    if (examined.problems.length > 0) {
      throw new CommandFailure('The database is damaged, and so is the copy; it was not kept.', {
        details: examined.problems.map((message) => ({ path: '', message })),
        hint: 'Restore the newest backup that `ostiary backup --verify` finds whole.',
      });
    }
    await rename(unverified, to);
    return examined;
  } finally {
    progress.clear();
    await rm(unverified, { force: true });
  }
}

function toJson({ problems, schema, auditEntries }: Examined): {
  problems: string[];
  schema: string | null;
  audit_entries: number | null;
} {
  return { problems, schema: schema?.applied.at(-1) ?? null, audit_entries: auditEntries };
}

function auditInWords({ auditEntries }: Examined): string {
  return auditEntries === null
    ? 'Its audit log was not proven: that needs the OSTIARY_SECRET that it was written with.'
    : `Its audit log of ${auditEntries.toLocaleString('en')} entries is intact.`;
}
