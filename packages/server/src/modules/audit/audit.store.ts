import { prepared, preparedInsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toAuditEntry, type ChainHead, type ChainRow } from './audit.table.ts';
import type { AuditEntry, AuditQuery } from './audit.types.ts';

const headId = 1;

const nextSeq = prepared((db) =>
  db
    .updateTable('audit_head')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .where('id', '=', headId)
    .returning(['seq', 'hash']),
);
const setHead = prepared((db) =>
  db.updateTable('audit_head').set({ hash: '', seal: '' }).where('id', '=', headId),
);

/**
 * Takes the next number and locks the head until the transaction ends, so that concurrent writers on
 * PostgreSQL queue here and their entries chain in order. Returns the number and the previous hash.
 */
export async function takeNextSeq(tx: Tx): Promise<{ seq: number; hash: string } | undefined> {
  const [next] = await nextSeq(tx, 1, headId);
  return next;
}

export const insertEntry = preparedInsert<ChainRow>('audit_entries', [
  'seq',
  'id',
  'at',
  'actor_type',
  'actor_id',
  'action',
  'target_type',
  'target_id',
  'outcome',
  'address',
  'user_agent',
  'request_id',
  'details',
  'prev_hash',
  'hash',
]);

export async function updateHead(tx: Tx, hash: string, seal: string): Promise<void> {
  await setHead(tx, hash, seal, headId);
}

export async function findHead(db: Db): Promise<ChainHead | undefined> {
  return db
    .selectFrom('audit_head')
    .select(['seq', 'hash', 'seal'])
    .where('id', '=', headId)
    .executeTakeFirst();
}

export interface ChainRange {
  /** Rows after this number; undefined starts with whatever comes first. */
  after: number | undefined;
  /** Rows up to and with this number; undefined reads on to the end. */
  upTo: number | undefined;
  limit: number;
}

export async function listChain(db: Db, range: ChainRange): Promise<ChainRow[]> {
  let query = db.selectFrom('audit_entries').selectAll().orderBy('seq').limit(range.limit);
  if (range.after !== undefined) query = query.where('seq', '>', range.after);
  if (range.upTo !== undefined) query = query.where('seq', '<=', range.upTo);
  return query.execute();
}

export async function listEntries(db: Db, query: AuditQuery): Promise<AuditEntry[]> {
  let rows = db.selectFrom('audit_entries').selectAll().orderBy('seq', 'desc').limit(query.limit);
  if (query.before !== undefined) rows = rows.where('seq', '<', query.before);
  if (query.action !== undefined) rows = rows.where('action', '=', query.action);
  if (query.actorId !== undefined) rows = rows.where('actor_id', '=', query.actorId);
  if (query.targetId !== undefined) rows = rows.where('target_id', '=', query.targetId);
  return (await rows.execute()).map(toAuditEntry);
}
