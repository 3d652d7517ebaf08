import type { Application } from '#modules/applications';
import type { Claims } from '#modules/keys';
import { epochSeconds } from '#platform/clock.ts';
import { randomSecret } from '#platform/random.ts';
import { permissionsWithin } from '../engine/permissions-within.rules.ts';
import { authenticationClaims, type AuthenticationClaims } from '../signed/authentication-claims.ts';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthDeps } from '../oauth.deps.ts';

export type AccessTokenDeps = Pick<OauthDeps, 'keys' | 'clock' | 'config'>;

/** The user that a token speaks for. */
export interface Bearer {
  userId: string;
  grantId: string;
  sessionId: string;
  roles: string[];
  permissions: string[];
  authentication: AuthenticationClaims;
}

function bearerClaims({ config }: AccessTokenDeps, scope: string | undefined, bearer: Bearer): Claims {
  const { userId, grantId, sessionId, roles, permissions, authentication } = bearer;
  return {
    ...{ [config.tokens.claims.userId]: userId, sid: sessionId, grant_id: grantId, roles },
    permissions: permissionsWithin(permissions, scope),
    ...authenticationClaims(authentication),
  };
}

/** An access token for Ostiary itself, with the claims that the engine gives one (engine/access-token-claims.ts). */
export async function signAccessToken(
  deps: AccessTokenDeps,
  application: Application,
  { scope, bearer }: { scope: string | undefined; bearer?: Bearer },
): Promise<{ token: string; expiresIn: number }> {
  const { claims: names, accessSeconds } = deps.config.tokens;
  const expiresIn = application.accessTokenSeconds ?? accessSeconds;
  const iat = epochSeconds(deps.clock.nowMs());
  const claims = {
    ...{ jti: randomSecret(), sub: bearer?.userId ?? application.clientId, iat, exp: iat + expiresIn },
    ...(scope !== undefined && { scope }),
    ...{ client_id: application.clientId, iss: deps.config.publicUrl, aud: ownAudience(deps) },
    [names.tokenType]: 'access',
    ...(bearer && bearerClaims(deps, scope, bearer)),
  };
  return { token: await deps.keys.sign(claims, 'at+jwt'), expiresIn };
}
