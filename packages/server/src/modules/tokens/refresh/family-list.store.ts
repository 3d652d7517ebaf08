import { sql, type SqlBool } from 'kysely';
import type { Db } from '#platform/db/schema.ts';
import type { FamilyListing, RefreshFamilyInfo } from '../tokens.types.ts';

/** A family by the index of sessions: there is no index on users, which every refresh would have to keep up. */
export async function listFamilies(
  db: Db,
  userId: string,
  { before, limit }: FamilyListing,
): Promise<RefreshFamilyInfo[]> {
  let query = db
    .selectFrom('sessions')
    .innerJoin('refresh_families', 'refresh_families.session_id', 'sessions.id')
    .select([
      'refresh_families.id',
      'refresh_families.session_id as sessionId',
      'refresh_families.user_id as userId',
      'refresh_families.client_id as clientId',
      'refresh_families.scope',
      'refresh_families.generation',
      'refresh_families.created_at as createdAt',
      'refresh_families.rotated_at as rotatedAt',
      'refresh_families.expires_at as expiresAt',
      'refresh_families.ended_at as endedAt',
      'refresh_families.end_reason as endReason',
    ])
    .where('sessions.user_id', '=', userId)
    .orderBy('sessions.id', 'desc')
    .orderBy('refresh_families.id', 'desc')
    .limit(limit);
  if (before) {
    // The first condition finds the place in the index, the second the one among the families of a session.
    query = query
      .where('sessions.id', '<=', before.sessionId)
      .where(sql<SqlBool>`(sessions.id, refresh_families.id) < (${before.sessionId}, ${before.id})`);
  }
  return query.execute();
}

/** Whose it is, and of which session, in whatever state. */
export async function findFamilyOwner(
  db: Db,
  id: string,
): Promise<{ userId: string; sessionId: string } | undefined> {
  return db
    .selectFrom('refresh_families')
    .select(['user_id as userId', 'session_id as sessionId'])
    .where('id', '=', id)
    .executeTakeFirst();
}
