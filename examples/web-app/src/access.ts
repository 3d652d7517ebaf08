import * as client from 'openid-client';
import type { Provider } from './provider.ts';
import type { Session } from './sessions.ts';

/** There is no access token to be had any more: people have to sign in again. */
export class SignInAgain extends Error {}

/** Not used in the last moments of its life, which may be over on arrival. */
const marginMs = 10_000;

async function renew(session: Session, { configuration }: Provider, resource: string): Promise<string> {
  if (session.refreshToken === undefined) throw new SignInAgain('there is no refresh token');
  try {
    const tokens = await client.refreshTokenGrant(configuration, session.refreshToken, { resource });
    // A refresh token is good for one use; what comes with the answer is the next one.
    session.refreshToken = tokens.refresh_token ?? session.refreshToken;
    session.access = {
      token: tokens.access_token,
      expiresAt: Date.now() + (tokens.expiresIn() ?? 60) * 1000,
    };
    return tokens.access_token;
  } catch (error) {
    const isOver = error instanceof client.ResponseBodyError && error.error === 'invalid_grant';
    throw isOver ? new SignInAgain('the refresh token is over', { cause: error }) : error;
  }
}

/**
 * An access token for the API (`resource`), renewed when it is about to expire. Two requests of one session at
 * the same moment share one renewal: each with its own would use the refresh token twice, as a thief would.
 */
export async function accessToken(session: Session, provider: Provider, resource: string): Promise<string> {
  if (session.access && session.access.expiresAt - marginMs > Date.now()) return session.access.token;
  session.renewal ??= renew(session, provider, resource).finally(() => delete session.renewal);
  return session.renewal;
}
