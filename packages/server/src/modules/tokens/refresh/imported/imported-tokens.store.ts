import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { ImportedRefreshTokenRow } from '../../tokens.table.ts';

/** What is known of the text of another system's refresh token. Times in epoch milliseconds. */
export interface ImportedRefreshToken {
  tokenHash: string;
  /** Null for one that was no good any more when it was imported. */
  familyId: string | null;
  expiresAt: number;
}

function toImported(row: ImportedRefreshTokenRow): ImportedRefreshToken {
  return { tokenHash: row.token_hash, familyId: row.family_id, expiresAt: row.expires_at };
}

const byHash = preparedLookup<ImportedRefreshTokenRow>((db) =>
  db.selectFrom('imported_refresh_tokens').selectAll().where('token_hash', '=', ''),
);

export async function findImportedToken(
  db: Db,
  tokenHash: string,
): Promise<ImportedRefreshToken | undefined> {
  const [row] = await byHash(db, tokenHash);
  return row && toImported(row);
}

const byHashes = bulkSelect<ImportedRefreshTokenRow>((db, hashes) =>
  db.selectFrom('imported_refresh_tokens').selectAll().where('token_hash', 'in', hashes),
);

export async function findImportedTokens(db: Db, hashes: readonly string[]): Promise<ImportedRefreshToken[]> {
  return (await byHashes(db, hashes)).map(toImported);
}

const insertRows = bulkInsert<ImportedRefreshTokenRow>('imported_refresh_tokens', [
  'token_hash',
  'family_id',
  'expires_at',
]);

export async function insertImportedTokens(tx: Tx, tokens: readonly ImportedRefreshToken[]): Promise<void> {
  await insertRows(
    tx,
    tokens.map(({ tokenHash, familyId, expiresAt }) => ({
      token_hash: tokenHash,
      family_id: familyId,
      expires_at: expiresAt,
    })),
  );
}

export async function deleteImportedTokensExpiredBefore(tx: Tx, time: number): Promise<number> {
  const due = tx
    .selectFrom('imported_refresh_tokens')
    .select('token_hash')
    .where('expires_at', '<', time)
    .limit(pruneSlice);
  const deleted = await tx
    .deleteFrom('imported_refresh_tokens')
    .where('token_hash', 'in', due)
    .returning('token_hash')
    .execute();
  return deleted.length;
}
