import type { FamilyOrigin, ImportTarget, TakenOver } from '#modules/tokens';
import { acrOf } from '#modules/sessions';
import { epochSeconds } from '#platform/clock.ts';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import type { Kept } from '../storage/refresh-families.ts';
import { findWithdrawn, wishOf } from './import-access-tokens.ts';
import { pairOf } from './imported-consents.store.ts';
import { holdGrants } from './imported-grants.ts';
import type { ImportedClientRefresh } from './oauth.bulk.types.ts';

type Deps = Pick<OauthServiceDeps, 'clock' | 'config' | 'sealer' | 'sessions' | 'tokens'>;

/** What the engine wants back with it: as after a code flow for Ostiary itself, by methods that nobody knows. */
function keptOf(deps: Deps, createdAt: number): Kept {
  const seconds = epochSeconds(createdAt);
  return {
    ...{ acr: acrOf([]), amr: [], authTime: seconds, iiat: seconds },
    ...{ gty: 'authorization_code', resource: ownAudience(deps), hasOwnSession: true },
  };
}

/** See OauthBulk.importRefreshTokens. */
export async function importRefreshTokens(
  deps: Deps,
  target: ImportTarget,
  tokens: readonly ImportedClientRefresh[],
): Promise<TakenOver[]> {
  const withdrawn = await findWithdrawn(target.db, tokens);
  const isWithdrawn = (token: ImportedClientRefresh): boolean => withdrawn.has(pairOf(token));
  const wanted = tokens.filter((token) => !isWithdrawn(token));
  const outcomes = await deps.tokens.bulk.importRefreshTokens(target, wanted, async (tx, begun) => {
    const ofClients = begun.map(({ clientId, ...token }) => ({ ...token, clientId: clientId ?? '' }));
    const grants = await holdGrants(deps, tx, ofClients.map(wishOf));
    return ofClients.map((token): FamilyOrigin => {
      const grant = grants.get(pairOf(token));
      if (!grant) throw new TypeError('Every token that goes on has a grant');
      const payload = JSON.stringify(keptOf(deps, token.createdAt));
      return { sessionId: grant.sessionId, grantId: grant.id, payload };
    });
  });
  const byToken = new Map(wanted.map((token, index) => [token, outcomes[index]]));
  return tokens.map((token) => byToken.get(token) ?? 'unchanged');
}
