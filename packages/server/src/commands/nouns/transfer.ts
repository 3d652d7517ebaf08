import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { ExportQuery, ImportQuery, ImportRunQuery, ImportRunReadQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { CommandFailure, exitCodes, printError, wrongUsage, type ExitCode } from '../command-io.ts';
import { importDjangoCommand } from '../django/import-django.ts';
import { shown } from '../engine/answers.ts';
import type { ApiCommand, Call, Draft, Noun } from '../engine/command.types.ts';
import { download, outputOption } from '../engine/download.ts';
import { printCounts, printProblems, sendImport } from '../engine/send-import.ts';
import { printable, printJson, type JsonObject } from '../output.ts';

const mediaTypes: Record<string, string> = { csv: 'text/csv', jsonl: 'application/jsonl' };

function formatOf({ args, values }: Draft): string {
  const { format } = values;
  if (typeof format === 'string') return format;
  return args['file']?.endsWith('.csv') ? 'csv' : 'jsonl';
}

export async function requireStdin({ args, values }: Draft): Promise<void> {
  if (args['file'] === '-' && values['tokenStdin'] === true)
    throw wrongUsage('Standard input cannot be both: give the token by OSTIARY_REMOTE_TOKEN.');
}

/** A file, or standard input for `-`, with its length when that is known. */
export async function openSource({ io, args }: Draft): Promise<{ stream: Readable; bytes?: number }> {
  const { file = '-' } = args;
  if (file === '-') return { stream: io.stdin };
  const path = resolve(io.cwd, file);
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new CommandFailure(`${file} is a directory.`);
    return { stream: createReadStream(path), ...(found.isFile() && { bytes: found.size }) };
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file} cannot be read: ${reason}`, { cause: error });
  }
}

async function importFile(call: Call): Promise<ExitCode> {
  const source = await openSource(call);
  const resumable = (run: string): string => `Go on with: --resume ${printable(run)}`;
  const type = mediaTypes[formatOf(call)] ?? '';
  return tellReport(call, await sendImport(call, { ...source, type, whenInterrupted: resumable }));
}

function tellReport(call: Call, report: JsonObject): ExitCode {
  if (call.values['json'] === true) {
    printJson(call.io, report);
  } else {
    printProblems(call.io, report, ({ line }) => `line ${shown(line)}`);
    printCounts(call, report);
  }
  return Number(report['failed']) > 0 ? exitCodes.failed : exitCodes.ok;
}

export const importCommand: ApiCommand = {
  verb: 'import',
  summary: 'take users, roles and groups from a file',
  method: 'POST',
  path: '/imports',
  args: [{ name: 'file', description: 'JSON Lines or CSV; - for standard input' }],
  query: ImportQuery,
  flags: { without: ['dry_run', 'progress'] },
  options: () => [
    new Option('--format <format>', 'default: by the name of the file, else jsonl').choices(['jsonl', 'csv']),
    new Option('--dry-run', 'check everything and write nothing'),
  ],
  prepare: requireStdin,
  output: { as: 'stream' },
  run: importFile,
  commands: [importDjangoCommand],
  examples: `
Examples:
  ostiary import users.jsonl --dry-run
  ostiary import users.csv --existing skip
  zcat users.jsonl.gz | ostiary import - --json`,
};

const whatEverythingHolds =
  'It holds password hashes, keyed hashes of secrets and tokens, and the secrets of authenticator apps in clear: ' +
  'whoever reads it can show their codes. Keep it as you keep OSTIARY_SECRET, and delete it when it has been used.';

async function exportUsers(call: Call): Promise<void> {
  const { io, query, values } = call;
  const wanted = query['include'];
  if (values['everything'] === true && wanted !== undefined)
    throw wrongUsage('Give either --everything or --include.');
  const isEverything = values['everything'] === true || wanted === 'everything';
  const asked = isEverything ? { ...call, query: { ...query, include: 'everything' } } : call;
  await download(asked, { accept: '*/*', unit: 'lines' });
  if (isEverything) printError(io, whatEverythingHolds);
}

export const exportCommand: ApiCommand = {
  verb: 'export',
  summary: 'write every user, as an import reads them',
  method: 'GET',
  path: '/exports/users',
  query: ExportQuery,
  options: () => [
    new Option(
      '--everything',
      'the same as --include everything: all that another system needs to take over',
    ),
    outputOption(),
  ],
  output: { as: 'stream' },
  run: exportUsers,
  examples: `
Examples:
  ostiary export --include roles,groups --output users.jsonl
  ostiary export --everything --output everything.jsonl
  ostiary export --format scim --output users.scim.jsonl
  ostiary export --format csv --include-hashes > users.csv`,
};

export const imports: Noun = {
  noun: 'imports',
  summary: 'see imports, the interrupted ones too',
  examples: `
Examples:
  ostiary imports list
  ostiary import users.jsonl --resume 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list imports of the last 90 days, newest first',
      method: 'GET',
      path: '/imports',
      query: ImportRunQuery,
      output: {
        as: 'list',
        columns: [
          ...['id', 'format', 'started_at', 'finished_at', 'lines_done'],
          ...['created', 'updated', 'unchanged', 'failed'],
        ],
      },
    },
    {
      verb: 'show',
      summary: 'show one import',
      method: 'GET',
      path: '/imports/:import',
      args: [{ name: 'import', description: 'its id' }],
      query: ImportRunReadQuery,
      output: { as: 'details' },
    },
  ],
};
