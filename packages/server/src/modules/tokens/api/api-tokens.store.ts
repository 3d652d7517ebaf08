import { holderColumns, toHolder, type HolderRow } from '#modules/sessions';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { ApiTokenRow } from '../tokens.table.ts';
import type { ApiToken } from '../tokens.types.ts';

const columns = [
  'api_tokens.id',
  'api_tokens.user_id',
  'api_tokens.name',
  'api_tokens.kind',
  'api_tokens.scope',
  'api_tokens.created_at',
  'api_tokens.last_used_at',
  'api_tokens.expires_at',
  'api_tokens.revoked_at',
] as const;

const maxListed = 1_000;

function toApiToken(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    kind: row.kind === 'login' ? 'login' : 'named',
    scope: row.scope,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}

export type FindApiToken = (tokenHash: string) => Promise<{ info: ApiToken; user: User } | undefined>;

/** A token in whatever state, with its user: built once, since every request with a token makes it. */
export function createApiTokenQuery(db: Db): FindApiToken {
  const query = db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .select([...columns, ...holderColumns])
    .where('api_tokens.token_hash', '=', '')
    .compile();
  return async (tokenHash) => {
    const { rows } = await db.executeQuery<ApiTokenRow & HolderRow>({ ...query, parameters: [tokenHash] });
    return rows[0] && { info: toApiToken(rows[0]), user: toHolder(rows[0]) };
  };
}

export async function findApiToken(db: Db, id: string): Promise<ApiToken | undefined> {
  const row = await db.selectFrom('api_tokens').select(columns).where('id', '=', id).executeTakeFirst();
  return row && toApiToken(row);
}

export async function findLoginToken(db: Db, userId: string): Promise<ApiToken | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select(columns)
    .where('user_id', '=', userId)
    .where('kind', '=', 'login')
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row && toApiToken(row);
}

/** Not revoked, newest first, after the id `before`. */
export async function listApiTokens(
  db: Db,
  userId: string,
  { before, limit = maxListed }: { before?: string; limit?: number } = {},
): Promise<ApiToken[]> {
  let query = db
    .selectFrom('api_tokens')
    .select(columns)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(toApiToken);
}

/** False when the user has a login token already: two logins at once make one. */
export async function insertApiToken(tx: Tx, token: ApiToken, tokenHash: string): Promise<boolean> {
  const inserted = await tx
    .insertInto('api_tokens')
    .values({
      id: token.id,
      user_id: token.userId,
      name: token.name,
      kind: token.kind,
      token_hash: tokenHash,
      scope: token.scope,
      created_at: token.createdAt,
      last_used_at: token.lastUsedAt,
      expires_at: token.expiresAt,
      revoked_at: token.revokedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateLastUsed(
  tx: Tx,
  id: string,
  at: { now: number; unlessAfter: number },
): Promise<void> {
  await tx
    .updateTable('api_tokens')
    .set({ last_used_at: at.now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', at.unlessAfter)]))
    .execute();
}

/** Revokes one; true for the call that did it. */
export async function consumeApiToken(tx: Tx, id: string, now: number): Promise<boolean> {
  const revoked = await tx
    .updateTable('api_tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}

/** The ids of the tokens that this call revoked. */
export async function consumeApiTokensOf(tx: Tx, userId: string, now: number): Promise<string[]> {
  const revoked = await tx
    .updateTable('api_tokens')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return revoked.map((row) => row.id).sort();
}

/** A revoked one that was imported stays for as long as its user: no later import may bring it back. */
export async function deleteApiTokensGoneBefore(tx: Tx, time: number): Promise<number> {
  const due = tx
    .selectFrom('api_tokens')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('expires_at', '<', time),
        eb.and([eb('revoked_at', '<', time), eb('kind', '!=', 'imported')]),
      ]),
    )
    .limit(pruneSlice);
  const deleted = await tx.deleteFrom('api_tokens').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
