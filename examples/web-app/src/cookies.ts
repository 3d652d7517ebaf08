import type { FastifyReply, FastifyRequest } from 'fastify';

/** What has to be remembered between sending somebody to Ostiary and their return. */
export interface SignInAttempt {
  /** Ties the answer to this browser: nobody can be signed in to somebody else's account. */
  state: string;
  /** Ties the id token to this attempt. */
  nonce: string;
  /** Proves that the code is redeemed by whoever asked for it (PKCE, RFC 7636). */
  codeVerifier: string;
}

export interface Cookies {
  sessionKey(request: FastifyRequest): string | undefined;
  setSessionKey(reply: FastifyReply, key: string): void;
  dropSessionKey(reply: FastifyReply): void;
  setAttempt(reply: FastifyReply, attempt: SignInAttempt): void;
  takeAttempt(request: FastifyRequest, reply: FastifyReply, state: unknown): SignInAttempt | undefined;
}

const attemptSeconds = 600;

/** Cookies do not tell ports apart, so the names must not be those of another program on localhost. */
export function createCookies(appUrl: URL): Cookies {
  const isSecure = appUrl.protocol === 'https:';
  const prefix = isSecure ? '__Host-example_' : 'example_';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  const sessionCookie = `${prefix}session`;
  // One for each attempt, so that two tabs can sign in at once.
  const attemptCookie = (state: string): string => `${prefix}sign_in_${state}`;

  return {
    sessionKey: (request) => request.cookies[sessionCookie],
    setSessionKey: (reply, key) => void reply.setCookie(sessionCookie, key, options),
    // Emptied rather than removed: Chromium shows kept pages again after a cookie is merely removed.
    dropSessionKey: (reply) => void reply.setCookie(sessionCookie, '', options),
    setAttempt(reply, attempt) {
      const value = Buffer.from(JSON.stringify(attempt)).toString('base64url');
      reply.setCookie(attemptCookie(attempt.state), value, { ...options, maxAge: attemptSeconds });
    },
    takeAttempt(request, reply, state) {
      if (typeof state !== 'string' || !/^[\w-]{43}$/.test(state)) return undefined;
      const value = request.cookies[attemptCookie(state)];
      if (value === undefined) return undefined;
      reply.clearCookie(attemptCookie(state), options);
      try {
        return JSON.parse(Buffer.from(value, 'base64url').toString()) as SignInAttempt;
      } catch {
        return undefined;
      }
    },
  };
}
