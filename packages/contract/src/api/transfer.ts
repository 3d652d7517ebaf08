import Type from 'typebox';
import { exactly, FieldsOf, Id, listQuery, nullable, pageOf, sparse, Time } from './common.ts';

/** Media types of JSON Lines: the name in use, and the older one. */
export const jsonLinesTypes = ['application/jsonl', 'application/x-ndjson'];
export const csvType = 'text/csv';

const exampleLines = [
  JSON.stringify({ type: 'role', name: 'clerk', level: 9, permissions: ['orders.read'] }),
  JSON.stringify({ external_id: '4711', email: 'ann@example.com', roles: ['clerk'] }),
  '',
].join('\n');

// No type: what a handler gets is the stream.
export const ImportLines = Type.Unsafe<AsyncIterable<Uint8Array>>({
  description: 'One JSON object a line: a user, or with `type` a permission, role or group.',
  examples: [exampleLines],
});

export const ImportCsv = Type.Unsafe<AsyncIterable<Uint8Array>>({
  description: 'Users only. The first line names the columns; several roles or groups are separated by `;`.',
  examples: ['external_id,email,roles\n4711,ann@example.com,read-only\n'],
});

export const ImportQuery = exactly({
  existing: Type.Optional(
    Type.Unsafe<'update' | 'skip' | 'refuse'>({
      type: 'string',
      enum: ['update', 'skip', 'refuse'],
      description: 'What is done with what exists. Default `update`.',
    }),
  ),
  assignments: Type.Optional(
    Type.Unsafe<'add' | 'replace'>({
      type: 'string',
      enum: ['add', 'replace'],
      description: 'Whether roles and groups are added to those there are, or replace them. Default `add`.',
    }),
  ),
  dry_run: Type.Optional(
    Type.Boolean({ description: 'Checks everything and writes nothing.', examples: [true] }),
  ),
  resume: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'A run that was interrupted: send the same source again, and it goes on where it stopped.',
    }),
  ),
  progress: Type.Optional(
    Type.Boolean({
      description: 'Answers JSON Lines: `progress` about once a second, at the end `report` or `error`.',
      examples: [true],
    }),
  ),
});

const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });

const counts = {
  created: count('Lines that made something.', 2),
  updated: count('Lines that changed something.', 0),
  unchanged: count('Lines that say what is so already.', 0),
  failed: count('Lines that were refused.', 1),
};

export const ImportProblem = exactly({
  line: count('From 1; of a record of several lines its first.', 3),
  code: Type.String({ description: 'As of other refusals; branch on it.', examples: ['users.email_taken'] }),
  path: Type.String({ description: 'The field; empty for the whole line.', examples: ['email'] }),
  message: Type.String({ examples: ['Another account has this email address.'] }),
});

const runId = nullable(Type.String({ format: 'uuid', description: 'To resume it by; null of a dry run.' }));

export const ApiImportReport = exactly({
  id: runId,
  lines: count('The last line that was read.', 3),
  ...counts,
  problems: Type.Array(ImportProblem, { description: 'The first thousand.' }),
  problems_left_out: count('How many more there were.', 0),
});

export const ImportProgressLines = Type.Unsafe<unknown>({
  type: 'string',
  description: 'JSON Lines: `progress` as long as it lasts, at the end `report`, or `error` with a problem.',
  examples: [
    '{"progress":{"id":null,"lines_done":500,"created":500,"updated":0,"unchanged":0,"failed":0}}\n',
  ],
});

export const ExportedLines = Type.Unsafe<unknown>({
  type: 'string',
  description: 'What an import reads.',
  examples: [exampleLines],
});

export const ExportedCsv = Type.Unsafe<unknown>({
  type: 'string',
  description: 'RFC 4180. A cell that a spreadsheet would take for a formula has an apostrophe in front.',
  examples: ['external_id,email\r\n4711,ann@example.com\r\n'],
});

export const ApiImportRun = exactly({
  id: Id,
  format: Type.Unsafe<'jsonl' | 'csv'>({ type: 'string', enum: ['jsonl', 'csv'] }),
  started_by: nullable(Type.String({ format: 'uuid', description: 'A user; null for an operator.' })),
  started_at: Time,
  updated_at: Time,
  finished_at: nullable(
    Type.String({ format: 'date-time', description: 'Null while it goes on, and when it was interrupted.' }),
  ),
  lines_done: count('Everything up to this line is done.', 500),
  ...counts,
});

export const ApiSparseImportRun = sparse(ApiImportRun);
export const ApiImportRunPage = pageOf(ApiSparseImportRun);

export const ImportRunReadQuery = exactly({ fields: FieldsOf(ApiImportRun) });

export const ImportRunQuery = listQuery({
  orders: ['-started_at', 'started_at'],
  item: ApiImportRun,
});

export const ExportQuery = exactly({
  format: Type.Optional(
    Type.Unsafe<'jsonl' | 'csv' | 'scim'>({
      type: 'string',
      enum: ['jsonl', 'csv', 'scim'],
      description:
        'Default `jsonl`. `scim`: users and groups as resources of SCIM 2.0 (RFC 7643), one a line.',
    }),
  ),
  include_hashes: Type.Optional(
    Type.Boolean({ description: 'Password hashes; needs `users.export_hashes`.', examples: [true] }),
  ),
  include: Type.Optional(
    Type.String({
      pattern: '^(everything|(roles|groups)(,(roles|groups))?)$',
      description:
        '`roles`, `groups` or both: those of each user, and in JSON Lines what they are, in front. `everything`, in ' +
        'JSON Lines: ids, hashes, services, applications, tokens and second factors as well; for superusers.',
      examples: ['roles,groups'],
    }),
  ),
});
