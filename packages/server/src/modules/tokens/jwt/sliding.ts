import type { Act } from '#modules/audit';
import { epochSeconds } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { decodeRefreshToken, refreshPrefix } from '../refresh/refresh-token.ts';
import { textClaim } from './claims.rules.ts';
import { locate } from './identity.ts';
import { mintSliding } from './minting.ts';
import { readSignedToken } from './signed-token.ts';

/** A session that lives as long as its sliding token can be refreshed, and one token more. */
export async function signInSliding(
  deps: TokenDeps,
  act: Act,
  credentials: { login: string; password: string },
): Promise<string> {
  const { config } = deps;
  const user = await deps.passwords.authenticate(act, credentials);
  const { session } = await deps.database.write((tx) =>
    deps.sessions.start(tx, act, {
      userId: user.id,
      amr: ['pwd'],
      lifetimeSeconds: config.slidingRefreshSeconds + config.slidingSeconds,
      isBrowser: false,
    }),
  );
  const { id: sessionId, authenticatedAt } = session;
  return mintSliding(deps, { user, sessionId, authenticatedAt, clientId: null, scope: '' });
}

/** Errors: `tokens.invalid`, `tokens.expired`, `tokens.wrong_type`, `tokens.no_active_account`. */
export async function refreshSliding(deps: TokenDeps, token: string): Promise<string> {
  const names = deps.config.claims;
  if (token.startsWith(refreshPrefix)) {
    throw new AppError(decodeRefreshToken(deps.sealer, token) ? 'tokens.wrong_type' : 'tokens.invalid');
  }
  const { kind, claims } = await readSignedToken(deps, token);
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
  const { id: sessionId, authenticatedAt } = session;
  const bearer = {
    user,
    sessionId,
    authenticatedAt,
    clientId: null,
    scope: textClaim(claims, 'scope') ?? '',
  };
  return mintSliding(deps, bearer, { tokenId, refreshExpiresAt });
}
