import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '#config';
import { fileStamp, systemClock } from '#platform/clock.ts';
import { CommandFailure, printLine, type CommandIo } from '../command-io.ts';
import { createProgress } from '../engine/progress.ts';
import { loadOrFail } from '../load-or-fail.ts';
import { printable, printJson } from '../output.ts';
import type { CommandLine } from '../program.ts';
import type { ExaminedBackup } from './examine-backup.ts';
import { requireSqliteFile, secretsHint } from './sqlite-file.ts';

interface BackupOptions {
  verify?: string;
  json?: true;
}

const examples = `
Examples:
  ostiary backup                               beside a running server, into <data directory>/backups
  ostiary backup /mnt/backups/ostiary.sqlite
  ostiary backup --verify /mnt/backups/ostiary.sqlite
  ostiary restore /mnt/backups/ostiary.sqlite  once the server is stopped`;

const onPostgres = 'pg_dump --format=custom --file=ostiary.dump "$DATABASE_URL"';

export function addBackupCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('backup')
    .description('copy a SQLite database beside those who use it, and prove that the copy is whole')
    .argument('[file]', 'where to; a name with the time by default')
    .option('--verify <file>', 'only prove that a copy is whole, and belongs to this OSTIARY_SECRET')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((file: string | undefined, options: BackupOptions) => backup(io, file, options)));
}

async function backup(io: CommandIo, file: string | undefined, options: BackupOptions): Promise<void> {
  const config = loadOrFail(io);
  if (options.verify !== undefined) {
    const path = resolve(io.cwd, options.verify);
    return report(io, options, { path, config, examined: await examine(path, config) });
  }
  const from = requireSqliteFile(config, onPostgres);
  if (!existsSync(from)) throw new CommandFailure(`There is no database ${from} yet.`);
  const [{ backUpSqlite }, { backupFolder }] = await Promise.all([
    import('#platform/db/sqlite/backup.ts'),
    import('../../app/upgrades/bring-up-to-date.ts'),
  ]);
  const path = resolve(
    io.cwd,
    file ?? join(backupFolder(config), `ostiary-${fileStamp(systemClock.nowMs())}.sqlite`),
  );
  if (existsSync(path))
    throw new CommandFailure(`${path} exists already.`, {
      hint: 'Nothing was changed. Choose another name.',
    });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const progress = createProgress(io);
  try {
    await backUpSqlite({
      from,
      to: path,
      onProgress: ({ pagesDone, pages }) => progress.show({ done: pagesDone, total: pages, unit: 'pages' }),
    });
  } finally {
    progress.clear();
  }
  report(io, options, { path, config, examined: await examine(path, config) });
}

async function examine(path: string, config: Config): Promise<ExaminedBackup> {
  const { examineBackup } = await import('./examine-backup.ts');
  return examineBackup(path, config);
}

interface Result {
  path: string;
  config: Config;
  examined: ExaminedBackup;
}

function report(io: CommandIo, options: BackupOptions, { path, config, examined }: Result): void {
  const { auditEntries, auditHead, migrations } = examined;
  if (options.json) {
    return printJson(io, { file: path, migrations, audit_entries: auditEntries, audit_head: auditHead });
  }
  printLine(io, `${printable(path)} is whole: ${auditEntries.toLocaleString('en')} audit entries verify.`);
  printLine(io, secretsHint(config));
}
