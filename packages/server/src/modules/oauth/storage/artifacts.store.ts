import { prepared, preparedLookup, preparedUpsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { ArtifactRow } from './oauth.table.ts';

/** Something the engine keeps until it expires. `payload` is sealed. Times in epoch milliseconds. */
export interface Artifact {
  idHash: string;
  model: string;
  clientId: string | null;
  userId: string | null;
  grantId: string | null;
  userCodeHash: string | null;
  payloadSealed: string;
  consumedAt: number | null;
  expiresAt: number;
}

function toArtifact(row: ArtifactRow): Artifact {
  return {
    idHash: row.id_hash,
    model: row.model,
    clientId: row.client_id,
    userId: row.user_id,
    grantId: row.grant_id,
    userCodeHash: row.user_code_hash,
    payloadSealed: row.payload_sealed,
    consumedAt: row.consumed_at,
    expiresAt: row.expires_at,
  };
}

export function toRow(artifact: Artifact): ArtifactRow {
  return {
    id_hash: artifact.idHash,
    model: artifact.model,
    client_id: artifact.clientId,
    user_id: artifact.userId,
    grant_id: artifact.grantId,
    user_code_hash: artifact.userCodeHash,
    payload_sealed: artifact.payloadSealed,
    consumed_at: artifact.consumedAt,
    expires_at: artifact.expiresAt,
  };
}

const byHash = preparedLookup<ArtifactRow>((db) =>
  db.selectFrom('oauth_artifacts').selectAll().where('id_hash', '=', '').where('model', '=', ''),
);

export async function findArtifact(db: Db, model: string, idHash: string): Promise<Artifact | undefined> {
  const [row] = await byHash(db, idHash, model);
  return row && toArtifact(row);
}

const byEitherHash = preparedLookup<ArtifactRow>((db) =>
  db.selectFrom('oauth_artifacts').selectAll().where('id_hash', 'in', ['', '']),
);

/** For something that was kept under one of two models: the hash of its id is another for each. */
export async function findEitherArtifact(
  db: Db,
  idHash: string,
  otherIdHash: string,
): Promise<Artifact | undefined> {
  const [row] = await byEitherHash(db, idHash, otherIdHash);
  return row && toArtifact(row);
}

export async function findArtifactByUserCode(db: Db, userCodeHash: string): Promise<Artifact | undefined> {
  const row = await db
    .selectFrom('oauth_artifacts')
    .selectAll()
    .where('user_code_hash', '=', userCodeHash)
    .executeTakeFirst();
  return row && toArtifact(row);
}

const changeable = [
  ...(['model', 'client_id', 'user_id', 'grant_id', 'user_code_hash'] as const),
  ...(['payload_sealed', 'expires_at'] as const),
];
const upsertRow = preparedUpsert<ArtifactRow>('oauth_artifacts', ['id_hash', 'consumed_at', ...changeable], {
  key: ['id_hash'],
  taken: changeable,
});

/** Inserts, or changes what it knows. That it was used up stays. */
export async function upsertArtifact(tx: Tx, artifact: Artifact): Promise<void> {
  await upsertRow(tx, toRow(artifact));
}

/** False when it is there already: of any number at once one is the first. */
export async function insertArtifactOnce(tx: Tx, artifact: Artifact): Promise<boolean> {
  const inserted = await tx
    .insertInto('oauth_artifacts')
    .values(toRow(artifact))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id_hash')
    .executeTakeFirst();
  return inserted !== undefined;
}

const consume = prepared((db) =>
  db
    .updateTable('oauth_artifacts')
    .set({ consumed_at: 0 })
    .where('id_hash', '=', '')
    .where('consumed_at', 'is', null)
    .returning('id_hash'),
);

/** True for the one call that used it up. */
export async function consumeArtifact(tx: Tx, idHash: string, now: number): Promise<boolean> {
  return (await consume(tx, now, idHash)).length > 0;
}

export async function deleteArtifact(tx: Tx, idHash: string): Promise<void> {
  await tx.deleteFrom('oauth_artifacts').where('id_hash', '=', idHash).execute();
}

/** What was issued to a client. A used code stays, so that its replay is noticed. */
export async function deleteArtifactsOfClient(tx: Tx, clientId: string): Promise<void> {
  await tx
    .deleteFrom('oauth_artifacts')
    .where('consumed_at', 'is', null)
    .where('client_id', '=', clientId)
    .execute();
}

/** Ids of one statement; PostgreSQL takes more, SQLite as well. */
const maxListed = 500;

/** What was issued under any number of grants. A used code stays, so that its replay is noticed. */
export async function deleteArtifactsOfGrants(tx: Tx, grantIds: readonly string[]): Promise<void> {
  for (let start = 0; start < grantIds.length; start += maxListed) {
    await tx
      .deleteFrom('oauth_artifacts')
      .where('consumed_at', 'is', null)
      .where('grant_id', 'in', grantIds.slice(start, start + maxListed))
      .execute();
  }
}

/** At most `limit` of those that expired before; returns how many. */
export async function deleteExpiredArtifacts(tx: Tx, before: number, limit: number): Promise<number> {
  const deleted = await tx
    .deleteFrom('oauth_artifacts')
    .where(
      'id_hash',
      'in',
      tx.selectFrom('oauth_artifacts').select('id_hash').where('expires_at', '<', before).limit(limit),
    )
    .returning('id_hash')
    .execute();
  return deleted.length;
}
