import { Readable } from 'node:stream';
import {
  ApiImportReport,
  ApiImportRunPage,
  ApiSparseImportRun,
  csvType,
  ExportedCsv,
  ExportedLines,
  ExportQuery,
  IdParams,
  ImportCsv,
  ImportLines,
  ImportProgressLines,
  ImportQuery,
  ImportRunQuery,
  ImportRunReadQuery,
  jsonLinesTypes,
} from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type {
  ByteSource,
  ExportOptions,
  ImportOptions,
  ImportProgress,
  ImportReport,
} from '#modules/transfer';
import { AppError } from '#platform/errors.ts';
import { asAppError } from '#platform/http/as-app-error.ts';
import { toProblem } from '#platform/http/problem.ts';
import { allowUnhurried } from '../../slow-senders.ts';
import { operation, type ApiApp, type ApiServices, type SchemaTypes } from './api-app.ts';
import { given } from './from-wire.ts';
import { idInCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { exportFromWire, progressToWire, reportToWire, runToWire } from './transfer.wire.ts';

type Deps = Pick<ApiServices, 'clock' | 'database' | 'transfer'>;
/** Without a report when it was given up. */
type Importing = AsyncGenerator<ImportProgress, ImportReport | undefined>;
type Step = IteratorResult<ImportProgress, ImportReport | undefined>;

const tag = 'Import and export';
const [jsonLines = 'application/jsonl'] = jsonLinesTypes;
const progressEveryMs = 1_000;

/** The body as it comes. A sender who leaves in the middle is no failure of ours. */
async function* bodyOf(request: FastifyRequest): ByteSource & AsyncGenerator<Uint8Array> {
  try {
    yield* request.body as ByteSource;
  } catch (cause) {
    throw new AppError('request.malformed', { message: 'The body ended before it was complete.', cause });
  }
}

/** AppError `request.unsupported_media_type` for bytes in another form than as UTF-8. */
function formatOf({ headers, body }: FastifyRequest): ImportOptions['format'] {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
  const isPlain = encoding === 'identity' && /^(utf-?8|us-ascii)$/i.test(charset);
  if (!isPlain || !(body instanceof Readable)) throw new AppError('request.unsupported_media_type');
  return type.toLowerCase().startsWith(csvType) ? 'csv' : 'jsonl';
}

async function reportOf(importing: Importing, first: Step) {
  let next = first;
  while (next.done !== true) next = await importing.next();
  return next.value && reportToWire(next.value);
}

interface Telling {
  request: FastifyRequest;
  clock: Deps['clock'];
  importing: Importing;
  first: Step;
}

/** Progress about once a second; what ends it is the last line, since the status was sent long before. */
async function* tellProgress({ request, clock, importing, first }: Telling): AsyncGenerator<string> {
  const inLine = (content: object): string => `${JSON.stringify(content)}\n`;
  let toldAt = Number.NEGATIVE_INFINITY;
  try {
    let next = first;
    for (; next.done !== true; next = await importing.next()) {
      if (clock.nowMs() - toldAt < progressEveryMs) continue;
      toldAt = clock.nowMs();
      yield inLine({ progress: progressToWire(next.value) });
    }
    if (next.value) yield inLine({ report: reportToWire(next.value) });
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.status >= 500)
      request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
    yield inLine({ error: toProblem(error, request.id) });
  } finally {
    // Whoever stops listening stops the import; what was told stands.
    await importing.return(undefined);
  }
}

function importFromWire(query: Static<typeof ImportQuery>): Omit<ImportOptions, 'format'> {
  const { existing, assignments, dry_run: isDryRun, resume } = query;
  return given({ existing, assignments, isDryRun, resume });
}

const importSchema = {
  ...operation(
    tag,
    'Import users, roles and groups',
    'Streams: as long as it takes, in constant memory, whatever its size. Bad lines are reported while the rest ' +
      'goes in. Every few hundred lines are one transaction; a run that was interrupted is resumed with `resume`. ' +
      'Nobody imports more than they hold themselves.',
  ),
  querystring: ImportQuery,
  body: {
    content: {
      ...Object.fromEntries(jsonLinesTypes.map((type) => [type, { schema: ImportLines }])),
      [csvType]: { schema: ImportCsv },
    },
  },
  response: {
    200: {
      description: 'What became of the lines; with `progress` as JSON Lines.',
      content: {
        'application/json': { schema: ApiImportReport },
        [jsonLines]: { schema: ImportProgressLines },
      },
    },
  },
};

const importErrors = [
  'transfer.run_not_found',
  'transfer.run_finished',
  'transfer.run_busy',
  'transfer.source_changed',
  'transfer.unreadable',
] as const;

function addImportRoute(app: ApiApp, { clock, transfer }: Deps): void {
  app.post(
    '/imports',
    {
      schema: importSchema,
      config: { permission: 'users.import', errors: importErrors, isAlone: true, isUnhurried: true },
    },
    async (request, reply) => {
      const { query } = request;
      const options = { ...importFromWire(query), format: formatOf(request) };
      const importing = transfer.importAll(await request.caller(), bodyOf(request), options);
      // What speaks against all of it is known before the first line is taken.
      const first = await importing.next();
      if (query.progress !== true) return reportOf(importing, first);
      const lines = tellProgress({ request, clock, importing, first });
      return reply.type(`${jsonLines}; charset=utf-8`).send(Readable.from(lines, { objectMode: false }));
    },
  );
}

function addRunRoutes(app: ApiApp, { database, transfer }: Deps): void {
  app.get(
    '/imports',
    {
      schema: {
        ...operation(tag, 'List imports', 'Those of the last 90 days, the interrupted ones too.'),
        querystring: ImportRunQuery,
        response: { 200: ApiImportRunPage },
      },
      config: { permission: 'users.import' },
    },
    async ({ query: { cursor, limit, order = '-started_at' } }) => {
      const list = `imports ${order}`;
      const after = idInCursor(cursor, list);
      const asked = { limit: limit + 1, isNewestFirst: order === '-started_at', ...given({ after }) };
      const runs = await transfer.listRuns(database.db, asked);
      const items = runs.slice(0, limit);
      const next = runs.length > limit ? (items.at(-1)?.id ?? null) : null;
      return toPageOf({ items, next }, list, runToWire);
    },
  );
  app.get(
    '/imports/:id',
    {
      schema: {
        ...operation(tag, 'One import'),
        params: IdParams,
        querystring: ImportRunReadQuery,
        response: { 200: ApiSparseImportRun },
      },
      config: { permission: 'users.import', errors: ['transfer.run_not_found'] },
    },
    async ({ params }) => runToWire(await transfer.getRun(database.db, params.id)),
  );
}

function fileNameOf({ format, isEverything }: ExportOptions): string {
  if (isEverything) return 'everything.jsonl';
  return format === 'scim' ? 'users.scim.jsonl' : `users.${format}`;
}

function addExportRoute(app: ApiApp, { transfer }: Deps): void {
  app.get(
    '/exports/users',
    {
      schema: {
        ...operation(
          tag,
          'Export users',
          'In the order of their creation, as lines that an import reads, or as SCIM resources; or all that there ' +
            'is. Streams in constant memory; noted in the audit log before the first line.',
        ),
        querystring: ExportQuery,
        response: {
          200: {
            description: 'All users.',
            content: { [jsonLines]: { schema: ExportedLines }, [csvType]: { schema: ExportedCsv } },
          },
        },
      },
      config: { permission: 'users.export', isAlone: true },
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const options = exportFromWire(request.query);
      const pages = await transfer.exportUsers(await request.caller(), options);
      const isCsv = options.format === 'csv';
      return reply
        .type(isCsv ? `${csvType}; charset=utf-8; header=present` : `${jsonLines}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="${fileNameOf(options)}"`)
        .send(Readable.from(pages, { objectMode: false }));
    },
  );
}

/** In a scope of their own, where bodies are streams and JSON documents are none of the types. */
function addStreamingScope(app: ApiApp, deps: Deps): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...jsonLinesTypes, csvType], (_request, payload, parsed) => {
      parsed(null, payload);
    });
    allowUnhurried(scope);
    addImportRoute(scope.withTypeProvider<SchemaTypes>(), deps);
    done();
  });
}

export function addTransferRoutes(app: ApiApp, deps: Deps): void {
  addStreamingScope(app, deps);
  addRunRoutes(app, deps);
  addExportRoute(app, deps);
}
