import { ImportQuery } from '@ostiary/contract';
import { InvalidArgumentError, Option } from 'commander';
import { exitCodes, printError, wrongUsage, type CommandIo, type ExitCode } from '../command-io.ts';
import { shown } from '../engine/answers.ts';
import type { ApiCommand, Call, Draft } from '../engine/command.types.ts';
import { printCounts, printProblems, sendImport } from '../engine/send-import.ts';
import type { OptionValues } from '../engine/schema-fields.ts';
import { printable, printJson, type JsonObject } from '../output.ts';
import type { Conflicts } from './conflicts.ts';
import type { DjangoMove } from './django-move.ts';

const maxDays = 365;

function days(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= maxDays) return Number(text);
  throw new InvalidArgumentError(`It is a whole number of days from 1 to ${String(maxDays)}.`);
}

/** RFC 6749 section 3.3. */
function scopes(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.every((word) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(word))) return words;
  throw new InvalidArgumentError('They are words, separated by spaces.');
}

/** `never`: what reads databases is not loaded for other commands. */
async function open(io: CommandIo, values: OptionValues): Promise<DjangoMove> {
  const { openMove } = await import('./django-move.ts');
  const { from, map, idPrefix, scopes: words, refreshDays } = values;
  return openMove(io, {
    from: String(from),
    map: typeof map === 'string' ? map : null,
    idPrefix: typeof idPrefix === 'string' ? idPrefix : '',
    scopes: Array.isArray(words) ? words.map(String) : [],
    refreshDays: Number(refreshDays),
  });
}

function printConflicts(io: CommandIo, conflicts: Conflicts): void {
  for (const { table, key, code, path, message } of conflicts.told) {
    const where = path === '' ? '' : `${path}: `;
    printError(io, printable(`${table} ${key}: ${where}${message} (django.${code})`));
  }
  const more = conflicts.count - conflicts.told.length;
  if (more > 0) printError(io, `… and ${String(more)} more.`);
}

function placeOf({ table, key, line }: JsonObject): string {
  return table === undefined ? `line ${shown(line)}` : `${shown(table)} ${shown(key)}`;
}

async function prepare({ values }: Draft): Promise<void> {
  const isWritten = typeof values['output'] === 'string';
  if (isWritten && values['dryRun'] === true)
    throw wrongUsage(
      '--output writes a file, and --dry-run would send it and write nothing: give one of them.',
    );
}

/** With --output no Ostiary is needed. */
async function writeLines({ io, values }: Draft): Promise<ExitCode | undefined> {
  const { output } = values;
  if (typeof output !== 'string') return undefined;
  const { writeFile } = await import('../engine/download.ts');
  const move = await open(io, values);
  try {
    await writeFile(io, output, move.stream());
    const { conflicts } = move;
    if (values['json'] === true) printJson(io, { lines: move.linesRead, ...conflicts.toJson() });
    else printConflicts(io, conflicts);
    printError(io, printable(`Wrote ${output}: ${String(move.linesRead)} lines.`));
    return conflicts.count > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    await move.close();
  }
}

async function importDjango(call: Call): Promise<ExitCode> {
  const { io, values } = call;
  const move = await open(io, values);
  try {
    const sent = await sendImport(call, {
      stream: move.stream(),
      type: 'application/jsonl',
      lines: await move.count(),
      whenInterrupted: () => 'Run the same command again: it does what is missing.',
    });
    const report = await move.located(sent);
    const { conflicts } = move;
    if (values['json'] === true) {
      printJson(io, { ...report, ...conflicts.toJson() });
    } else {
      printConflicts(io, conflicts);
      printProblems(io, report, placeOf);
      printCounts(call, report);
    }
    return Number(report['failed']) + conflicts.count > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    await move.close();
  }
}

export const importDjangoCommand: ApiCommand = {
  verb: 'django',
  summary: 'take over users, groups, applications and tokens from a database of Django',
  method: 'POST',
  path: '/imports',
  query: ImportQuery,
  flags: { without: ['dry_run', 'progress', 'resume'] },
  options: () => [
    new Option(
      '--from <database>',
      'a postgres:// URL (?schema=… for another schema), or a SQLite file',
    ).makeOptionMandatory(),
    new Option('--map <file>', 'where users are and what they have, as JSON'),
    new Option('--id-prefix <text>', 'in front of the keys that become external ids'),
    new Option('--scopes <words>', 'what OAuth clients may ask for')
      .argParser(scopes)
      .default(['read', 'write'], 'read write'),
    new Option('--refresh-days <n>', 'how long refresh tokens of django-oauth-toolkit still hold')
      .argParser(days)
      .default(30),
    new Option('--dry-run', 'check everything and write nothing'),
    new Option('--output <file>', 'write the lines to this file instead; it holds hashes and tokens'),
  ],
  prepare,
  apart: writeLines,
  output: { as: 'stream' },
  run: importDjango,
  examples: `
Examples:
  ostiary import django --from db.sqlite3 --dry-run
  ostiary import django --from postgres://reader@db.example.org/shop --map people.json   the password may be in PGPASSWORD
  ostiary import django --from db.sqlite3 --output shop.jsonl`,
};
