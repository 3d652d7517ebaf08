import type { Act } from '#modules/audit';
import type { Service } from '#modules/services';
import { epochSeconds } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { prove } from '../proof.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { Credentials } from '../tokens.types.ts';
import { decodeRefreshToken, refreshPrefix } from '../refresh/refresh-token.ts';
import { textClaim } from './claims.rules.ts';
import { locate } from './identity.ts';
import { mintSliding } from './minting.ts';
import { readSignedToken } from './signed-token.ts';

/** A session that lives as long as its sliding token can be refreshed, and one token more. */
export async function signInSliding(
  deps: TokenDeps,
  act: Act,
  { service, ...credentials }: Credentials & { service: Service | null },
): Promise<string> {
  const { config } = deps;
  const { user, amr } = await prove(deps, act, credentials);
  const { session } = await deps.database.write((tx) =>
    deps.sessions.start(tx, act, {
      userId: user.id,
      amr,
      lifetimeSeconds: config.slidingRefreshSeconds + config.slidingSeconds,
      isBrowser: false,
    }),
  );
  deps.usage?.count('token.password');
  return mintSliding(deps, { user, session, clientId: null, scope: '', service });
}

/**
 * Errors: `tokens.invalid`, `tokens.expired`, `tokens.wrong_type`, `tokens.no_active_account`. What was addressed
 * to a service never becomes a token for another, nor for Ostiary itself.
 */
export async function refreshSliding(
  deps: TokenDeps,
  token: string,
  service: Service | null,
): Promise<string> {
  const names = deps.config.claims;
  if (token.startsWith(refreshPrefix)) {
    throw new AppError(decodeRefreshToken(deps.sealer, token) ? 'tokens.wrong_type' : 'tokens.invalid');
  }
  const { kind, claims, service: addressee } = await readSignedToken(deps, token, service ?? 'any');
  if (kind !== 'sliding') throw new AppError(kind ? 'tokens.wrong_type' : 'tokens.invalid');
  const refreshExpiresAt = claims[names.slidingRefreshExp];
  const tokenId = textClaim(claims, names.tokenId);
  if (typeof refreshExpiresAt !== 'number' || tokenId === undefined) throw new AppError('tokens.invalid');
  if (refreshExpiresAt <= epochSeconds(deps.clock.nowMs()) - deps.config.leewaySeconds) {
    throw new AppError('tokens.expired', { message: `Token '${names.slidingRefreshExp}' claim has expired` });
  }
  const { user, session } = await locate(deps, claims);
  if (!user?.isActive) throw new AppError('tokens.no_active_account');
  if (!session) throw new AppError('tokens.invalid');
  const bearer = {
    ...{ user, session, clientId: null, scope: textClaim(claims, 'scope') ?? '' },
    service: addressee ?? service,
  };
  deps.usage?.count('token.refresh');
  return mintSliding(deps, bearer, { tokenId, refreshExpiresAt });
}
