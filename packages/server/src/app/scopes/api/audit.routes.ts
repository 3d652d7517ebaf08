import { ApiAuditPage, ApiChainReport, ApiKey, ApiKeys, AuditListQuery } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { ChainReport } from '#modules/audit';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { numberFromCursor, toPage } from './manners/paging.ts';
import { entryToWire, keyToWire } from './to-wire.ts';

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

export function addAuditRoutes(app: ApiApp, deps: Pick<ApiServices, 'audit' | 'database'>): void {
  const { audit, database } = deps;
  app.get(
    '/audit',
    {
      schema: {
        ...operation('Audit', 'Search the audit log', 'Newest first.'),
        querystring: AuditListQuery,
        response: { 200: ApiAuditPage },
      },
      config: { permission: 'audit.read' },
    },
    async ({ query }) => {
      const { cursor, limit, action, actor_id: actorId, target_id: targetId } = query;
      const asked = given({ before: numberFromCursor(cursor), action, actorId, targetId });
      const rows = await audit.list(database.db, { limit: limit + 1, ...asked });
      return toPage(rows, limit, { item: entryToWire, position: (entry) => entry.seq });
    },
  );
  app.post(
    '/audit/verify',
    {
      schema: {
        ...operation(
          'Audit',
          'Verify the audit log',
          'Reads all of it: finds edits, deletions and reordering.',
        ),
        response: { 200: ApiChainReport },
      },
      config: { permission: 'audit.read' },
    },
    async () => reportToWire(await audit.verify()),
  );
}

export function addKeyRoutes(app: ApiApp, { keys }: Pick<ApiServices, 'keys'>): void {
  app.get(
    '/keys',
    {
      schema: { ...operation('Keys', 'List signing keys'), response: { 200: ApiKeys } },
      config: { permission: 'keys.read' },
    },
    async () => ({ items: (await keys.list()).map(keyToWire) }),
  );
  app.post(
    '/keys/rotate',
    {
      schema: {
        ...operation(
          'Keys',
          'Sign with a new key',
          'The old public key stays until its last token has expired.',
        ),
        response: { 200: ApiKey },
      },
      config: { permission: 'keys.manage' },
    },
    async (request) => {
      const { act } = await request.caller();
      return keyToWire(await keys.rotate(act));
    },
  );
}
