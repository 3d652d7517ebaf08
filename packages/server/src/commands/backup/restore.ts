import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { fileStamp, systemClock } from '#platform/clock.ts';
import { askToGoOn } from '../ask.ts';
import { CommandFailure, printLine, wrongUsage, type CommandIo } from '../command-io.ts';
import { createProgress } from '../engine/progress.ts';
import { loadOrFail } from '../load-or-fail.ts';
import { printJson } from '../output.ts';
import type { CommandLine } from '../program.ts';
import { examineBackup } from './examine-backup.ts';
import { sqliteFileOf } from './sqlite-file.ts';

interface RestoreOptions {
  yes?: true;
  json?: true;
}

const onPostgres =
  'Stop the servers and run: pg_restore --clean --if-exists --no-owner --single-transaction --dbname="$DATABASE_URL" ostiary.dump';

const examples = `
Examples:
  ostiary restore data/backups/ostiary-20261127T120000Z.sqlite
  ostiary restore backup.sqlite --yes   without asking, for scripts`;

export function addRestoreCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('restore')
    .description('put a backup in the place of the SQLite database, which is kept aside')
    .argument('<file>', 'a backup')
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((file: string, options: RestoreOptions) => restore(io, file, options)));
}

async function restore(io: CommandIo, file: string, options: RestoreOptions): Promise<void> {
  const config = loadOrFail(io);
  const path = sqliteFileOf(config, onPostgres);
  const from = resolve(io.cwd, file);
  if (!existsSync(from)) throw new CommandFailure(`${from} does not exist.`);
  if (from === path) throw wrongUsage('That is the database itself.');
  const { problems } = await examineBackup(from, config);
  if (problems.length > 0) {
    throw new CommandFailure('This backup cannot be used; nothing was done.', {
      details: problems.map((message) => ({ path: '', message })),
    });
  }
  await agree(io, path, options);
  const asideAt = `${path}.replaced-${fileStamp(systemClock.nowMs())}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const wasThere = await replace(io, { from, path, asideAt });
  const replaced = wasThere ? asideAt : null;
  if (options.json) return printJson(io, { restored: from, database: path, replaced });
  printLine(io, `restored  ${from}`);
  printLine(io, `database  ${path}`);
  if (replaced !== null) printLine(io, `replaced  ${replaced}`);
  printLine(
    io,
    'What was ended since then is good again: sessions, tokens, passwords. See docs/guides/backup-and-move.md.',
  );
}

async function agree(io: CommandIo, path: string, { yes }: RestoreOptions): Promise<void> {
  if (yes || !existsSync(path)) return;
  if (!io.isInteractive) throw wrongUsage('This replaces the database.', 'Say --yes if you mean it.');
  await askToGoOn(io, `Replace ${path}? What it holds now is kept aside.`);
}

async function replace(
  io: CommandIo,
  places: { from: string; path: string; asideAt: string },
): Promise<boolean> {
  const { FileInUseError, replaceSqlite } = await import('#platform/db/sqlite/replace-file.ts');
  const progress = createProgress(io);
  try {
    return await replaceSqlite({
      ...places,
      onProgress: ({ pagesDone, pages }) => progress.show({ done: pagesDone, total: pages, unit: 'pages' }),
    });
  } catch (error) {
    if (!(error instanceof FileInUseError)) throw error;
    throw new CommandFailure(`${places.path} is in use; nothing was done.`, {
      hint: 'Stop the server, and any other command that is running, first.',
      cause: error,
    });
  } finally {
    progress.clear();
  }
}
