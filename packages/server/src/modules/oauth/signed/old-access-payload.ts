import { firstPartyClientId } from '#modules/tokens';
import type { OauthDeps } from '../oauth.deps.ts';
import type { FoundAccess } from './found-access.types.ts';
import { nameOf } from './signed-tokens.ts';

/** An access token of the service before this one, during the overlap: as one of the first-party API. */
export async function findOldAccess(
  deps: Pick<OauthDeps, 'tokens'>,
  token: string,
): Promise<FoundAccess | undefined> {
  const found = await deps.tokens.findOldIdentity(token);
  if (!found) return undefined;
  const { user, claims } = found;
  const { exp, iat } = claims;
  const payload = {
    ...{ jti: token, kind: 'AccessToken', clientId: firstPartyClientId, accountId: user.id },
    exp: Math.floor(exp as number),
    ...(typeof iat === 'number' && { iat: Math.floor(iat) }),
    extra: { username: nameOf(user) },
  };
  return { payload, user };
}
