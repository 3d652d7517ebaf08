import { prepared, preparedInsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { ChainHead, ChainRow } from './audit.table.ts';

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

const firstOfChain = prepared((db) =>
  db.selectFrom('audit_entries').selectAll().where('seq', '<=', 0).orderBy('seq').limit(0),
);
const restOfChain = prepared((db) =>
  db
    .selectFrom('audit_entries')
    .selectAll()
    .where('seq', '>', 0)
    .where('seq', '<=', 0)
    .orderBy('seq')
    .limit(0),
);

export interface ChainRange {
  /** Rows after this number; undefined starts with whatever comes first. */
  after: number | undefined;
  /** Rows up to and with this number. */
  upTo: number;
  limit: number;
}

/** Built once, since a verification asks a thousand times: the columns of a row in the order of the table. */
export function listChain(db: Db, { after, upTo, limit }: ChainRange): Promise<ChainRow[]> {
  return after === undefined ? firstOfChain(db, upTo, limit) : restOfChain(db, after, upTo, limit);
}
