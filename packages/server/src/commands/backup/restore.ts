import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fileStamp, systemClock } from '#platform/clock.ts';
import { askToGoOn, requireGiven } from '../ask.ts';
import { printLine, type CommandIo } from '../command-io.ts';
import { loadOrFail } from '../load-or-fail.ts';
import { printable, printJson } from '../output.ts';
import type { CommandLine } from '../program.ts';
import { requireSqliteFile } from './sqlite-file.ts';

interface RestoreOptions {
  yes?: true;
  json?: true;
}

const examples = `
Example:
  ostiary restore data/backups/ostiary-20261127T163000Z.sqlite

The server has to be stopped. What was there is kept beside it. Whoever follows the feed notices by itself and reads
everything anew.`;

const onPostgres = 'pg_restore --clean --if-exists --dbname="$DATABASE_URL" ostiary.dump';

export function addRestoreCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('restore')
    .description('put a copy in the place of the SQLite database, which is kept aside')
    .argument('<file>', 'a copy that `ostiary backup` made')
    .option('--yes', 'do not ask at a terminal')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((file: string, options: RestoreOptions) => restore(io, file, options)));
}

async function restore(io: CommandIo, file: string, options: RestoreOptions): Promise<void> {
  const config = loadOrFail(io);
  const to = requireSqliteFile(config, onPostgres);
  const from = resolve(io.cwd, file);
  const [{ examineBackup }, { restoreSqlite }] = await Promise.all([
    import('./examine-backup.ts'),
    import('#platform/db/sqlite/restore.ts'),
  ]);
  const { auditEntries } = await examineBackup(from, config);
  const isReplacing = existsSync(to);
  if (isReplacing && options.yes !== true) {
    if (!io.isInteractive) requireGiven(['--yes']);
    await askToGoOn(io, `Put ${printable(from)} in the place of ${printable(to)}?`);
  }
  const aside = `${to}.replaced-${fileStamp(systemClock.nowMs())}`;
  await restoreSqlite({ from, to, aside });
  if (options.json) return printJson(io, { file: to, replaced: isReplacing ? aside : null });
  printLine(io, `${printable(to)} is the copy now, with ${auditEntries.toLocaleString('en')} audit entries.`);
  if (isReplacing) printLine(io, `What was there: ${printable(aside)}`);
}
