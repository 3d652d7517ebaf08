import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomSecret } from '#platform/random.ts';
import { isSameSecret, type Sealer } from '#platform/sealing.ts';

const noncePattern = /^[A-Za-z0-9_-]{43}$/;

/**
 * Signed double submit (OWASP CSRF prevention): a random cookie, and in every form a MAC over it and the
 * session. Another site can neither read the cookie nor make the MAC, signed in or not, so nobody can be
 * signed in to somebody else's account either.
 */
export interface FormTokens {
  /** The token for the forms of this answer; sets the cookie when the browser has none. */
  issue(request: FastifyRequest, reply: FastifyReply, sessionId: string | null): string;
  isValid(request: FastifyRequest, token: string, sessionId: string | null): boolean;
  /**
   * Gives the browser a new cookie. Chromium shows a kept page again after a sign-out, `no-store` or not, when
   * cookies only went; one that is set drops the kept pages of the origin.
   */
  renew(reply: FastifyReply): void;
}

export function createFormTokens(sealer: Sealer, isSecure: boolean): FormTokens {
  const cookieName = isSecure ? '__Host-ostiary_form' : 'ostiary_form';
  const nonceOf = (request: FastifyRequest): string | undefined => {
    const nonce = request.cookies[cookieName];
    return nonce !== undefined && noncePattern.test(nonce) ? nonce : undefined;
  };
  const tokenFor = (nonce: string, sessionId: string | null): Buffer =>
    sealer.mac('form-token', `${nonce}.${sessionId ?? ''}`);
  const renew = (reply: FastifyReply): string => {
    const nonce = randomSecret();
    reply.setCookie(cookieName, nonce, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
    return nonce;
  };
  return {
    renew,
    issue(request, reply, sessionId) {
      const nonce = nonceOf(request) ?? renew(reply);
      return tokenFor(nonce, sessionId).toString('base64url');
    },
    isValid(request, token, sessionId) {
      const nonce = nonceOf(request);
      if (nonce === undefined) return false;
      return isSameSecret(Buffer.from(token, 'base64url'), tokenFor(nonce, sessionId));
    },
  };
}
