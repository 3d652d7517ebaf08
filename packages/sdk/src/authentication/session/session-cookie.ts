import type { Authentication, Authenticator, CredentialRequest, Now, ServiceShape } from '../../types.ts';
import type { JsonObject } from '../../wire.ts';
import { randomText, sha256 } from '../encoding.ts';
import { authenticationOf, type Resolved } from '../local-subject.ts';
import { noCredential } from '../refusal.ts';
import { formatCookie, readCookie, type WithHeaders } from './cookies.ts';
import { findForgery, isUnsafe } from './cross-site.ts';
import type { LocalSession, SessionStore } from './session-store.ts';

export interface SessionCookieOptions<S extends ServiceShape> {
  store: SessionStore;
  /**
   * Whom the session speaks for, asked with every request so that a change counts at once, such as
   * `({ sub, sid }) => ostiary.subjectOfUser(sub, 'session', sid)`. Undefined for nobody (any more).
   */
  load(session: LocalSession, request: CredentialRequest): Resolved<S> | Promise<Resolved<S>>;
  /** Of the cookie; it gets the prefix `__Host-` where it is secure. Default `session`. */
  name?: string;
  /** Off only where the service is tried out without TLS. Default true. */
  isSecure?: boolean;
  /** Default `Lax`. */
  sameSite?: 'Strict' | 'Lax';
  /** How long a session lasts at most. Default 8 hours. */
  lifetimeSeconds?: number;
  /** How long it lasts without being used. Default 30 minutes. */
  idleSeconds?: number;
  /** Origins of the pages that may change things. Default: the host that the request is for. */
  origins?: readonly string[];
  /** Where pages send back what the readable cookie says, in lower case. Default `x-csrftoken`. */
  csrfHeader?: string;
  now?: Now;
}

export interface NewLocalSession {
  sub: string;
  sid?: string | null | undefined;
  data?: JsonObject;
}

/** What to send with an answer: pairs for `new Headers(…)`. */
export interface SessionHeaders {
  headers: [name: string, value: string][];
}

export interface SessionCookie<S extends ServiceShape> extends Authenticator<S> {
  /** Begins a session under a new id, once somebody has signed in. */
  start(session: NewLocalSession): Promise<SessionHeaders & { csrfToken: string }>;
  /** Ends the session of the request, if there is one. */
  end(request: WithHeaders): Promise<SessionHeaders>;
  /** The live session of a request; undefined for none. It proves nothing about the page that sent it. */
  find(request: WithHeaders): Promise<LocalSession | undefined>;
}

/**
 * Browser sessions of the service's own, such as for staff: a random id in an http-only cookie. A request that may
 * change something must come from a page of the service and bring the token that only such a page can read, in a
 * header; otherwise it is refused with 403. A cookie of no live session counts as no credential.
 */
export function sessionCookie<S extends ServiceShape>(options: SessionCookieOptions<S>): SessionCookie<S> {
  const { store, load, name = 'session', isSecure = true, sameSite = 'Lax' } = options;
  const {
    lifetimeSeconds = 8 * 3600,
    idleSeconds = 1800,
    csrfHeader = 'x-csrftoken',
    now = Date.now,
  } = options;
  const origins = options.origins && new Set(options.origins.map((origin) => new URL(origin).origin));
  const cookie = isSecure ? `__Host-${name}` : name;
  const csrfCookie = `${cookie}_csrf`;

  const headersFor = (id: string, csrfToken: string, isOver = false): SessionHeaders => ({
    headers: [
      ['set-cookie', formatCookie(cookie, id, { isSecure, isHttpOnly: true, sameSite, isOver })],
      ['set-cookie', formatCookie(csrfCookie, csrfToken, { isSecure, isHttpOnly: false, sameSite, isOver })],
    ],
  });

  const findLive = liveSessions({ store, idleSeconds, now });

  async function authenticate(request: CredentialRequest, id: string): Promise<Authentication<S>> {
    const live = await findLive(id);
    if (!live) return noCredential;
    if (isUnsafe(request)) {
      const token = await csrfTokenOf(id);
      const forgery = findForgery(request, { origins, header: csrfHeader, token });
      if (forgery) return forgery;
    }
    const { key, session } = live;
    const at = now();
    // Not with every request: a store may be a table.
    if (at - session.seenAt > (idleSeconds * 1000) / 20) await store.touch(key, at);
    const resolved = await load(session, request);
    return authenticationOf(resolved, { method: 'session', reason: 'The session is over.' });
  }

  return {
    name: 'session',
    authenticate(request) {
      const id = readCookie(request, cookie);
      return id === undefined ? noCredential : authenticate(request, id);
    },
    async start({ sub, sid = null, data = {} }) {
      const id = randomText();
      const at = now();
      const expiresAt = at + lifetimeSeconds * 1000;
      await store.insert(await keyOf(id), { sub, sid, createdAt: at, seenAt: at, expiresAt, data });
      const csrfToken = await csrfTokenOf(id);
      return { ...headersFor(id, csrfToken), csrfToken };
    },
    async end(request) {
      const id = readCookie(request, cookie);
      if (id !== undefined) await store.delete(await keyOf(id));
      return headersFor('', '', true);
    },
    find: async (request) => (await findLive(readCookie(request, cookie)))?.session,
  };
}

const keyOf = (id: string): Promise<string> => sha256(`session:${id}`);

/** Belongs to the session, without being kept: nobody can tell it from the key, nor the id from it. */
const csrfTokenOf = (id: string): Promise<string> => sha256(`csrf:${id}`);

interface Live {
  key: string;
  session: LocalSession;
}

interface LiveOptions {
  store: SessionStore;
  idleSeconds: number;
  now: Now;
}

/** Finds the session of an id, unless it is over; what is over is deleted. */
function liveSessions({ store, idleSeconds, now }: LiveOptions) {
  return async (id: string | undefined): Promise<Live | undefined> => {
    if (id === undefined || !/^[\w-]{43}$/.test(id)) return undefined;
    const key = await keyOf(id);
    const session = await store.find(key);
    if (!session) return undefined;
    const at = now();
    if (at < session.expiresAt && at < session.seenAt + idleSeconds * 1000) return { key, session };
    await store.delete(key);
    return undefined;
  };
}
