import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { KeyedApiTokenRow } from '../tokens.table.ts';
import type { ExportedApiToken } from './tokens.bulk.types.ts';

type OwnerRow = Pick<KeyedApiTokenRow, 'token_hash' | 'user_id'>;

const ownersByHash = bulkSelect<OwnerRow>((db, hashes) =>
  db.selectFrom('api_tokens').select(['token_hash', 'user_id']).where('token_hash', 'in', hashes),
);

/** The users of those of these tokens that are known, in whatever state, by their hashes. */
export async function findApiTokenOwners(db: Db, hashes: readonly string[]): Promise<Map<string, string>> {
  const rows = await ownersByHash(db, hashes);
  return new Map(rows.map((row) => [row.token_hash, row.user_id]));
}

const insertRows = bulkInsert<KeyedApiTokenRow>('api_tokens', [
  'id',
  'user_id',
  'name',
  'kind',
  'token_hash',
  'scope',
  'created_at',
  'last_used_at',
  'expires_at',
  'revoked_at',
]);

/** `revokedAt` for those of users who are not active. */
export async function insertApiTokens(
  tx: Tx,
  tokens: readonly (ExportedApiToken & { revokedAt: number | null })[],
): Promise<void> {
  await insertRows(
    tx,
    tokens.map((token) => ({
      id: token.id,
      user_id: token.userId,
      name: token.name,
      // Kept when it is revoked, so that no import brings it back (deleteApiTokensGoneBefore).
      kind: 'imported',
      token_hash: token.hash,
      scope: token.scope,
      created_at: token.createdAt,
      last_used_at: token.lastUsedAt,
      expires_at: token.expiresAt,
      revoked_at: token.revokedAt,
    })),
  );
}

const page = prepared<KeyedApiTokenRow>((db) =>
  db
    .selectFrom('api_tokens')
    .selectAll()
    .where('id', '>', '')
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', 0)]))
    .orderBy('id')
    .limit(0),
);

export async function listLiveApiTokensAfter(
  db: Db,
  after: string,
  { limit, now }: { limit: number; now: number },
): Promise<ExportedApiToken[]> {
  const rows = await page(db, after, now, limit);
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    name: row.name,
    hash: row.token_hash,
    scope: row.scope,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }));
}
