import type { JsonObject } from '../../wire.ts';

/** A browser session of this service. All times in epoch milliseconds. */
export interface LocalSession {
  /** The user's id. */
  sub: string;
  /** The session at Ostiary that it came from; null for none. */
  sid: string | null;
  createdAt: number;
  seenAt: number;
  /** However often it is used. */
  expiresAt: number;
  /** The service's own. */
  data: JsonObject;
}

/** Where sessions are kept. A key is a hash: whoever reads the store cannot take over a session. */
export interface SessionStore {
  find(key: string): Promise<LocalSession | undefined>;
  insert(key: string, session: LocalSession): Promise<void>;
  /** Sets `seenAt` of a session that is still there. */
  touch(key: string, seenAt: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Ends every session of a user. */
  deleteOf(sub: string): Promise<void>;
}

/** Keeps sessions in this process until it ends. The one that began first gives way to those above `maxSessions`. */
export function memorySessions({ maxSessions = 10_000 } = {}): SessionStore {
  const sessions = new Map<string, LocalSession>();
  return {
    async find(key) {
      const session = sessions.get(key);
      return session && { ...session };
    },
    async insert(key, session) {
      sessions.set(key, { ...session });
      for (const oldest of sessions.keys()) {
        if (sessions.size <= maxSessions) break;
        sessions.delete(oldest);
      }
    },
    async touch(key, seenAt) {
      const session = sessions.get(key);
      if (session) session.seenAt = Math.max(session.seenAt, seenAt);
    },
    async delete(key) {
      sessions.delete(key);
    },
    async deleteOf(sub) {
      for (const [key, session] of sessions) if (session.sub === sub) sessions.delete(key);
    },
  };
}
