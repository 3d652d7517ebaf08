import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { familyColumns } from '../refresh/families.store.ts';
import type { RefreshFamilyRow } from '../tokens.table.ts';

export interface KnownFamily {
  id: string;
  userId: string;
  clientId: string | null;
  sessionId: string;
  isEnded: boolean;
}

type KnownRow = Pick<RefreshFamilyRow, 'id' | 'user_id' | 'client_id' | 'session_id' | 'ended_at'>;

const byIds = bulkSelect<KnownRow>((db, ids) =>
  db
    .selectFrom('refresh_families')
    .select(['id', 'user_id', 'client_id', 'session_id', 'ended_at'])
    .where('id', 'in', ids),
);

export async function findFamilies(db: Db, ids: readonly string[]): Promise<Map<string, KnownFamily>> {
  const rows = await byIds(db, ids);
  return new Map(
    rows.map((row): [string, KnownFamily] => {
      const { id, user_id: userId, client_id: clientId, session_id: sessionId, ended_at: endedAt } = row;
      return [id, { id, userId, clientId, sessionId, isEnded: endedAt !== null }];
    }),
  );
}

const insertRows = bulkInsert<RefreshFamilyRow>('refresh_families', familyColumns);

/** A family that begins here with another system's token. Times in epoch milliseconds. */
export interface ImportedFamily {
  id: string;
  userId: string;
  clientId: string | null;
  sessionId: string;
  grantId: string | null;
  payload: string | null;
  scope: string;
  secretHash: string;
  createdAt: number;
  expiresAt: number;
  /** For one whose user is not active. */
  endedAt: number | null;
  endReason: string | null;
}

export async function insertFamilies(tx: Tx, families: readonly ImportedFamily[]): Promise<void> {
  await insertRows(
    tx,
    families.map((family) => ({
      id: family.id,
      session_id: family.sessionId,
      user_id: family.userId,
      client_id: family.clientId,
      scope: family.scope,
      generation: 0,
      secret_hash: family.secretHash,
      previous_hash: null,
      created_at: family.createdAt,
      rotated_at: null,
      expires_at: family.expiresAt,
      ended_at: family.endedAt,
      end_reason: family.endReason,
      grant_id: family.grantId,
      payload: family.payload,
    })),
  );
}
