import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toRow, type Artifact } from '../storage/artifacts.store.ts';
import type { ArtifactRow } from '../storage/oauth.table.ts';

type OwnerRow = Pick<ArtifactRow, 'id_hash' | 'user_id' | 'client_id'>;

const byHashes = bulkSelect<OwnerRow>((db, hashes) =>
  db.selectFrom('oauth_artifacts').select(['id_hash', 'user_id', 'client_id']).where('id_hash', 'in', hashes),
);

/** Whose they are, of those that are there. */
export async function findArtifacts(
  db: Db,
  hashes: readonly string[],
): Promise<Pick<Artifact, 'idHash' | 'userId' | 'clientId'>[]> {
  const rows = await byHashes(db, hashes);
  return rows.map((row) => ({ idHash: row.id_hash, userId: row.user_id, clientId: row.client_id }));
}

const insertRows = bulkInsert<ArtifactRow>('oauth_artifacts', [
  'id_hash',
  'model',
  'client_id',
  'user_id',
  'grant_id',
  'user_code_hash',
  'payload_sealed',
  'consumed_at',
  'expires_at',
]);

export async function insertArtifacts(tx: Tx, artifacts: readonly Artifact[]): Promise<void> {
  await insertRows(tx, artifacts.map(toRow));
}
