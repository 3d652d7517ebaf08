import type { AuditEntry, AuditService } from '#modules/audit';
import type { Db } from '#platform/db/schema.ts';

/** Of what somebody else did to them people learn what and when; who it was, and where from, is not theirs to know. */
function asSeenBy(userId: string, entry: AuditEntry): AuditEntry {
  const { actor } = entry;
  const isOfOther = actor.type === 'command' || (actor.type === 'user' && actor.id !== userId);
  if (!isOfOther) return entry;
  const origin = { address: null, userAgent: null, requestId: null };
  return { ...entry, actor: { type: actor.type, id: null }, origin };
}

/** See OwnDataService.activity. Two ordered runs, each of one index, neither longer than the page. */
export async function listActivity(
  { audit, db }: { audit: AuditService; db: Db },
  userId: string,
  page: { limit: number; before?: number },
): Promise<AuditEntry[]> {
  const [done, suffered] = await Promise.all([
    audit.list(db, { ...page, actorId: userId }),
    audit.list(db, { ...page, targetId: userId }),
  ]);
  const bySeq = new Map([...done, ...suffered].map((entry) => [entry.seq, entry]));
  const newestFirst = [...bySeq.values()].sort((a, b) => b.seq - a.seq);
  return newestFirst.slice(0, page.limit).map((entry) => asSeenBy(userId, entry));
}
