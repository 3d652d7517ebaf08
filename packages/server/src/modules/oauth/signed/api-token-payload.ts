import { firstPartyClientId } from '#modules/tokens';
import { epochSeconds } from '#platform/clock.ts';
import { isAppError } from '#platform/errors.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { FoundAccess } from './found-access.types.ts';
import { nameOf } from './signed-tokens.ts';

type Deps = Pick<OauthDeps, 'tokens' | 'clock' | 'config'>;

/** A static API token. */
export async function findApiToken(deps: Deps, token: string): Promise<FoundAccess | undefined> {
  try {
    const { user, scope, apiTokenId } = await deps.tokens.authenticateApiToken(token);
    // When to look again, as with any other token: it may be revoked or expire at any time.
    const exp = epochSeconds(deps.clock.nowMs()) + deps.config.tokens.accessSeconds;
    const payload = {
      ...{ jti: token, kind: 'AccessToken', clientId: firstPartyClientId, accountId: user.id, exp },
      extra: { username: nameOf(user) },
      ...(scope !== '' && { scope }),
    };
    return { payload, user, apiTokenId: apiTokenId ?? undefined };
  } catch (error) {
    if (isAppError(error) && error.status === 401) return undefined;
    throw error;
  }
}
