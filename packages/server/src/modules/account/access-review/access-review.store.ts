import { sql } from 'kysely';
import type { Db } from '#platform/db/schema.ts';
import type { ReviewFilter, UserToReview } from './access-review.types.ts';

/**
 * The next users in order of creation. Those who are inactive come from an index of their own; active ones
 * are most, so the caller leaves out the others.
 */
export async function listUsersToReview(
  db: Db,
  query: ReviewFilter & { limit: number; after?: string },
): Promise<UserToReview[]> {
  let select = db
    .selectFrom('users')
    .select(['id', 'email', 'username', 'is_active', 'is_staff', 'is_superuser'])
    .orderBy('id')
    .limit(query.limit);
  if (query.after !== undefined) select = select.where('id', '>', query.after);
  // A literal, so that the partial index answers.
  if (query.isActive === false) select = select.where(sql<boolean>`is_active = 0`);
  const rows = await select.execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    username: row.username,
    isActive: row.is_active === 1,
    isStaff: row.is_staff === 1,
    isSuperuser: row.is_superuser === 1,
  }));
}
