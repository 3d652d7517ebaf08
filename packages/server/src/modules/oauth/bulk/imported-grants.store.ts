import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toGrant, toGrantRow, type Grant } from '../storage/grants.store.ts';
import type { GrantRow } from '../storage/oauth.table.ts';

const byIds = bulkSelect<GrantRow>((db, ids) =>
  db.selectFrom('oauth_grants').selectAll().where('id', 'in', ids),
);

export async function findGrants(db: Db, ids: readonly string[]): Promise<Grant[]> {
  return (await byIds(db, ids)).map(toGrant);
}

const insertRows = bulkInsert<GrantRow>('oauth_grants', [
  'id',
  'user_id',
  'client_id',
  'session_id',
  'payload',
  'created_at',
]);

export async function insertGrants(tx: Tx, grants: readonly Grant[]): Promise<void> {
  await insertRows(tx, grants.map(toGrantRow));
}

export async function updateGrantPayload(tx: Tx, id: string, payload: Grant['payload']): Promise<void> {
  await tx
    .updateTable('oauth_grants')
    .set({ payload: JSON.stringify(payload) })
    .where('id', '=', id)
    .execute();
}
