import { createHash } from 'node:crypto';

interface BackchannelLogoutsTable {
  /** Derived from session and client. */
  id: string;
  client_id: string;
  uri: string;
  user_id: string;
  session_id: string;
  created_at: number;
  /** How often it was claimed. */
  attempts: number;
  next_attempt_at: number;
  /** Until then it is somebody's to send; null when it is nobody's. */
  locked_until: number | null;
  done_at: number | null;
  /** When it was given up. */
  failed_at: number | null;
  last_error: string | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    backchannel_logouts: BackchannelLogoutsTable;
  }
}

/** A client that is to be told of the end of a session. */
export interface NewLogout {
  clientId: string;
  /** The client's `backchannel_logout_uri`. */
  uri: string;
  userId: string;
  sessionId: string;
}

/** One that was claimed. */
export interface Logout extends NewLogout {
  id: string;
  /** This attempt included. Says whose claim it is: a later one counts higher. */
  attempts: number;
}

export const logoutColumns = ['id', 'client_id', 'uri', 'user_id', 'session_id', 'attempts'] as const;

type LogoutRow = Pick<BackchannelLogoutsTable, (typeof logoutColumns)[number]>;

export function toLogout(row: LogoutRow): Logout {
  return {
    id: row.id,
    clientId: row.client_id,
    uri: row.uri,
    userId: row.user_id,
    sessionId: row.session_id,
    attempts: row.attempts,
  };
}

/** The same for the same session and client, and no other. */
function idOf({ sessionId, clientId }: NewLogout): string {
  return createHash('sha256')
    .update(JSON.stringify([sessionId, clientId]))
    .digest('base64url');
}

export function toNewRow(logout: NewLogout, now: number): BackchannelLogoutsTable {
  return {
    id: idOf(logout),
    client_id: logout.clientId,
    uri: logout.uri,
    user_id: logout.userId,
    session_id: logout.sessionId,
    created_at: now,
    attempts: 0,
    next_attempt_at: now,
    locked_until: null,
    done_at: null,
    failed_at: null,
    last_error: null,
  };
}
