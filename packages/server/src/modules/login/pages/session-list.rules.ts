import type { Session } from '#modules/sessions';

export interface ShownSession {
  id: string;
  userAgent: string | null;
  address: string | null;
  createdAt: number;
  lastSeenAt: number;
  isCurrent: boolean;
}

export interface SessionList {
  shown: ShownSession[];
  /** Live sessions beyond those shown. */
  hiddenCount: number;
}

const maxShown = 50;

/** The live sessions for a page: this one first, then the latest seen. */
export function listForPage(
  sessions: readonly Session[],
  currentId: string | null,
  now: number,
): SessionList {
  const live = sessions
    .filter((session) => session.endedAt === null && session.expiresAt > now)
    .map((session): ShownSession => {
      const { id, address, createdAt, lastSeenAt, userAgent } = session;
      return { id, userAgent, address, createdAt, lastSeenAt, isCurrent: id === currentId };
    })
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastSeenAt - a.lastSeenAt);
  return { shown: live.slice(0, maxShown), hiddenCount: Math.max(0, live.length - maxShown) };
}
