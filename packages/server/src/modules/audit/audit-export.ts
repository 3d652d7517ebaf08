import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '#platform/db/database.ts';
import { isByTime, walkPages } from './audit-search.ts';
import { findHead } from './audit.store.ts';
import type { Act, AuditEntry, AuditFilter, AuditOrder, AuditService, Details } from './audit.types.ts';

const pageSize = 500;

interface Export {
  filter: AuditFilter;
  order: AuditOrder;
}

function detailsOf({ filter, order }: Export): Details {
  const asked = {
    actor_id: filter.actorId,
    actor_type: filter.actorType,
    action: filter.action,
    target_id: filter.targetId,
    target_type: filter.targetType,
    outcome: filter.outcome,
    request_id: filter.requestId,
    from: filter.from,
    to: filter.to,
  };
  const details: Details = { order };
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) details[name] = value;
  return details;
}

/** Whatever was recorded after the export had begun, its own entry first, is not part of it. */
async function* pagesUpTo(db: Database['db'], wanted: Export, upTo: number): AsyncGenerator<AuditEntry[]> {
  const { filter, order } = wanted;
  const isInOrderOfSeq = order === 'seq' && !isByTime(filter);
  for await (const page of walkPages(db, { ...filter, order, limit: pageSize })) {
    const entries = page.filter(({ seq }) => seq <= upTo);
    if (entries.length > 0) yield entries;
    // To a client that takes everything at once, SQLite would write without ever letting others have a turn.
    await nextTurn();
    if (isInOrderOfSeq && entries.length < page.length) return;
  }
}

/** See AuditService.exportPages. */
export async function exportPages(
  deps: { database: Database; record: AuditService['record'] },
  act: Act,
  wanted: Export,
): Promise<AsyncGenerator<AuditEntry[]>> {
  const { database, record } = deps;
  const head = await findHead(database.db);
  await database.write((tx) =>
    record(tx, act, { action: 'audit.export', outcome: 'success', details: detailsOf(wanted) }),
  );
  return pagesUpTo(database.db, wanted, head?.seq ?? 0);
}
