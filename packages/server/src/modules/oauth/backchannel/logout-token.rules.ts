import { epochSeconds } from '#platform/clock.ts';
import type { Logout } from './backchannel.table.ts';

/** Two minutes at most, so that a captured token is soon of no use (Back-Channel Logout 1.0 section 4). */
const lifetimeSeconds = 120;
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** Nothing else takes such a token, and a logout endpoint no other (section 4.1, cross-JWT confusion). */
export const logoutTokenType = 'logout+jwt';

/**
 * What a logout token says (section 2.4); never a `nonce`. Every attempt makes a new token, since the one before
 * may have expired, but with the same `jti`: a receiver that is told again can see that it is the same notice.
 */
export function logoutClaims(logout: Logout, issuer: string, nowMs: number): Record<string, unknown> {
  const issuedAt = epochSeconds(nowMs);
  return {
    iss: issuer,
    sub: logout.userId,
    aud: logout.clientId,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    jti: logout.id,
    sid: logout.sessionId,
    events: { [logoutEvent]: {} },
  };
}
