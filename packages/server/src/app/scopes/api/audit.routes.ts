import { Readable } from 'node:stream';
import {
  ApiAuditPage,
  ApiChainReport,
  AuditExportQuery,
  AuditLines,
  AuditListQuery,
  AuditProgressLines,
  AuditVerifyQuery,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import type { AuditEntry, AuditFilter, AuditPosition, ChainReport } from '#modules/audit';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { partsFromCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { pick } from './manners/sparse-fields.ts';
import { tellWork } from './told-work.ts';
import { entryToWire, fromIso } from './to-wire.ts';

type Deps = Pick<ApiServices, 'audit' | 'database'>;
type Filters = Omit<Static<typeof AuditExportQuery>, 'order' | 'fields'>;

const tag = 'Audit';
const bySeq = /^(\d{1,16})$/;
const byTime = /^(\d{1,16}) (\d{1,16})$/;

function filterFromWire(query: Filters): AuditFilter {
  return given({
    actorId: query.actor_id,
    actorType: query.actor_type,
    action: query.action,
    targetId: query.target_id,
    targetType: query.target_type,
    outcome: query.outcome,
    requestId: query.request_id,
    from: fromIso(query.from) ?? undefined,
    to: fromIso(query.to) ?? undefined,
  });
}

function reportToWire(report: ChainReport): Static<typeof ApiChainReport> {
  const { isIntact, entries } = report;
  return {
    is_intact: isIntact,
    entries,
    head_hash: isIntact ? report.headHash : null,
    first_bad_seq: isIntact ? null : report.firstBadSeq,
    reason: isIntact ? null : report.reason,
  };
}

function positionOf(cursor: string | undefined, list: string, isByTime: boolean): AuditPosition | undefined {
  const parts = partsFromCursor(cursor, list, isByTime ? byTime : bySeq)?.map(Number);
  if (!parts) return undefined;
  const [first = 0, second = 0] = parts;
  return isByTime ? { at: first, seq: second } : { at: null, seq: first };
}

function positionToText({ at, seq }: AuditPosition): string {
  return at === null ? String(seq) : `${at} ${seq}`;
}

function addListRoute(app: ApiApp, { audit, database }: Deps): void {
  app.get(
    '/audit',
    {
      schema: {
        ...operation(
          tag,
          'Search the audit log',
          'In the order of numbers, or of times where `from` or `to` is given; newest first by default. A page looks at a bounded number of entries: it may hold fewer than `limit`, even none, while `next_cursor` is not null.',
        ),
        querystring: AuditListQuery,
        response: { 200: ApiAuditPage },
      },
      config: { permission: 'audit.read' },
    },
    async ({ query }) => {
      const { order = '-seq', limit } = query;
      const filter = filterFromWire(query);
      const isByTime = audit.isByTime(filter);
      const list = `audit ${order}${isByTime ? ' at' : ''}`;
      const after = positionOf(query.cursor, list, isByTime);
      const page = await audit.search(database.db, { ...filter, order, limit, ...(after && { after }) });
      const next = page.next && positionToText(page.next);
      return toPageOf({ items: page.entries, next }, list, entryToWire);
    },
  );
}

/** A piece of text for each page: a stream asks for the next one when the client has taken this one. */
async function* toLines(pages: AsyncIterable<AuditEntry[]>, fields: string | undefined) {
  const names = fields === undefined ? undefined : new Set(['id', ...fields.split(',')]);
  for await (const page of pages) {
    const items = page.map((entry) => (names ? pick(entryToWire(entry), names) : entryToWire(entry)));
    yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
  }
}

function addExportRoute(app: ApiApp, { audit }: Deps): void {
  app.get(
    '/audit/export',
    {
      schema: {
        operationId: 'exportAudit',
        ...operation(
          tag,
          'Export the audit log',
          'JSON Lines, oldest first by default: everything that was recorded before the export began, which is recorded itself.',
        ),
        querystring: AuditExportQuery,
        response: {
          200: { description: 'The entries.', content: { 'application/jsonl': { schema: AuditLines } } },
        },
      },
      config: { permission: 'audit.read' },
    },
    async (request, reply) => {
      const { order, fields } = request.query;
      const { act } = await request.caller();
      const pages = await audit.exportPages(act, filterFromWire(request.query), order);
      const lines = Readable.from(toLines(pages, fields), { objectMode: false });
      return reply.type('application/jsonl; charset=utf-8').send(lines);
    },
  );
}

function addVerifyRoute(app: ApiApp, { audit }: Deps): void {
  app.post(
    '/audit/verify',
    {
      schema: {
        operationId: 'verifyAudit',
        ...operation(tag, 'Verify the audit log', 'Reads all of it: finds edits, deletions and reordering.'),
        querystring: AuditVerifyQuery,
        response: {
          200: {
            description: 'What was found; with `progress` as JSON Lines.',
            content: {
              'application/json': { schema: ApiChainReport },
              'application/jsonl': { schema: AuditProgressLines },
            },
          },
        },
      },
      config: { permission: 'audit.read', isAlone: true },
    },
    async (request, reply) => {
      let checked = 0;
      const work = audit.verify((seq) => (checked = seq)).then(reportToWire);
      if (request.query.progress !== true) return work;
      const lines = tellWork(request, work, () => ({ checked }));
      return reply.type('application/jsonl; charset=utf-8').send(Readable.from(lines, { objectMode: false }));
    },
  );
}

export function addAuditRoutes(app: ApiApp, deps: Deps): void {
  addListRoute(app, deps);
  addExportRoute(app, deps);
  addVerifyRoute(app, deps);
}
