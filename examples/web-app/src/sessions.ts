import { randomBytes } from 'node:crypto';

/** Somebody who signed in to this application. Tokens stay on the server; the browser has only the key. */
export interface Session {
  /** The subject: the one name of a user that never changes. Email addresses do. */
  subject: string;
  /** Ostiary's name for the sign-in that this session came from. */
  sid: string | undefined;
  name: string;
  email: string | undefined;
  /** Says at sign-out who signs out. */
  idToken: string;
  refreshToken: string | undefined;
  /** For the API, once one was needed; never for anybody else. */
  access?: { token: string; expiresAt: number };
  /** A renewal under way, which everybody who needs one waits for. */
  renewal?: Promise<string>;
}

export interface Sessions {
  start(session: Session): string;
  find(key: string | undefined): Session | undefined;
  end(key: string | undefined): void;
  /** Ends those of one sign-in, or all of a user; gives how many. */
  endMatching(who: { subject?: string | undefined; sid?: string | undefined }): number;
}

/** In memory, for the sake of the example: gone with the process, and of use to one process only. */
export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  return {
    start(session) {
      const key = randomBytes(32).toString('base64url');
      sessions.set(key, session);
      return key;
    },
    find: (key) => (key === undefined ? undefined : sessions.get(key)),
    end(key) {
      if (key !== undefined) sessions.delete(key);
    },
    endMatching({ subject, sid }) {
      let count = 0;
      for (const [key, session] of sessions) {
        const isMeant = sid === undefined ? session.subject === subject : session.sid === sid;
        if (isMeant && sessions.delete(key)) count++;
      }
      return count;
    },
  };
}
