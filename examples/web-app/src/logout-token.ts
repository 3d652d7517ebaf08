import { jwtVerify, type JWTVerifyGetKey } from 'jose';

export interface LogoutTokenChecks {
  issuer: string;
  clientId: string;
  keys: JWTVerifyGetKey;
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

function hasLogoutEvent(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !(logoutEvent in events)) return false;
  return typeof events[logoutEvent] === 'object' && events[logoutEvent] !== null;
}

/**
 * Who is signed out: one sign-in (`sid`), or all of a user. Throws for anything that is not a logout token for
 * us (OpenID Connect Back-Channel Logout 1.0 section 2.6). One that comes twice does no harm: sessions end once.
 */
export async function readLogoutToken(
  token: string,
  { issuer, clientId, keys }: LogoutTokenChecks,
): Promise<{ subject: string | undefined; sid: string | undefined }> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: clientId,
    typ: 'logout+jwt',
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    requiredClaims: ['iat', 'exp', 'jti'],
    clockTolerance: 5,
  });
  const { sub: subject, sid, events, nonce } = payload;
  if (!hasLogoutEvent(events)) throw new Error('It is about something else');
  // So that nobody can pass off an id token, which has a nonce, as a logout token.
  if (nonce !== undefined) throw new Error('A logout token has no nonce');
  if (sid !== undefined && typeof sid !== 'string') throw new Error('The sid is no text');
  if (sid === undefined && subject === undefined) throw new Error('It names nobody');
  return { subject, sid };
}
