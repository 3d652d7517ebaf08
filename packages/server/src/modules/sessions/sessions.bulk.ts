import { bulkInsert } from '#platform/db/bulk.ts';
import type { NewId } from '#platform/ids.ts';
import { acrOf } from './assurance.rules.ts';
import { sessionColumns, type SessionRow } from './sessions.table.ts';
import type { SessionBulk } from './sessions.types.ts';

const insertRows = bulkInsert<SessionRow>('sessions', sessionColumns);

/**
 * How its user authenticated. Another system does not say, and here nobody has shown anything: empty rather than a
 * guess, which is the weakest level, and old enough that whatever wants a recent proof asks for one.
 */
const amr: string[] = [];

export function createSessionBulk({ newId }: { newId: NewId }): SessionBulk {
  return {
    async openAll(tx, sessions) {
      const rows = sessions.map(({ userId, createdAt, expiresAt }): SessionRow => {
        return {
          ...{ id: newId(), user_id: userId, created_at: createdAt, last_seen_at: createdAt },
          ...{ expires_at: expiresAt, authenticated_at: createdAt },
          ...{ amr: JSON.stringify(amr), acr: acrOf(amr), address: null, user_agent: null },
          ...{ ended_at: null, end_reason: null },
        };
      });
      await insertRows(tx, rows);
      return rows.map(({ id }) => id);
    },
  };
}
