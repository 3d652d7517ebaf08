import type { Act } from '#modules/audit';
import type { SessionService } from '#modules/sessions';
import type { Tx } from '#platform/db/schema.ts';
import type { Grant } from '../storage/grants.store.ts';

/**
 * Ends the sessions that were begun for these grants alone, for devices and for offline access: no browser has
 * them, and without the grant they are of no use to anybody. Call when the grants are deleted.
 */
export async function endOwnSessions(
  { sessions }: { sessions: Pick<SessionService, 'end'> },
  tx: Tx,
  { act, grants, reason }: { act: Act; grants: readonly Grant[]; reason: string },
): Promise<void> {
  for (const { sessionId } of grants) {
    const own = await tx
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', sessionId)
      .where('secret_hash', 'is', null)
      .executeTakeFirst();
    if (own) await sessions.end(tx, act, own.id, reason);
  }
}
