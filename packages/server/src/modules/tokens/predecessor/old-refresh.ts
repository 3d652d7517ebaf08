import type { Act } from '#modules/audit';
import type { OldAccess } from '#modules/predecessor';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import { importRefreshTokens } from '../bulk/refresh.bulk.ts';
import type { ImportedRefresh } from '../bulk/tokens.bulk.types.ts';
import type { TokenDeps } from '../tokens.deps.ts';

/** Errors: as TokenService.refresh. */
async function findOld(deps: TokenDeps, text: string): Promise<OldAccess | undefined> {
  try {
    const found = await deps.predecessor?.findRefresh(text);
    if (found && !found.user.isActive) throw new AppError('tokens.no_active_account');
    return found;
  } catch (error) {
    if (isAppError(error, 'tokens.user_not_found')) throw new AppError('tokens.no_active_account');
    throw error;
  }
}

function toImported(text: string, { user, claims }: OldAccess, now: number): ImportedRefresh {
  const { iat, exp } = claims;
  const createdAt = typeof iat === 'number' ? Math.min(now, Math.floor(iat * 1000)) : now;
  return {
    ...{ text, userId: user.id, clientId: null, scope: '' },
    ...{ createdAt, expiresAt: Math.floor(Number(exp) * 1000), isRevoked: false },
  };
}

/**
 * Takes a refresh token of the service before this one over, at first sight: as an import would, with a family and a
 * session, and audited. From then on it is one of ours. False for any other text. Errors: as TokenService.refresh.
 */
async function takeOver(deps: TokenDeps, act: Act, text: string): Promise<boolean> {
  const old = await findOld(deps, text);
  if (!old) return false;
  const token = toImported(text, old, deps.clock.nowMs());
  const userId = old.user.id;
  try {
    await deps.database.write(async (tx) => {
      const taken = { tokens: [token], begin: undefined };
      const [outcome] = await importRefreshTokens(deps, { db: tx, tx, act }, taken);
      if (outcome !== 'created') return;
      await deps.audit.record(tx, act, {
        ...{ action: 'token.adopt', outcome: 'success', target: { type: 'user', id: userId } },
        details: { token_id: String(old.claims['jti']) },
      });
    });
  } catch (error) {
    // Somebody else with the same token was quicker: there is what is wanted.
    if (uniqueViolation(error) === undefined) throw error;
  }
  return true;
}

/** Does something with a refresh token; with one of the service before this one after it was taken over. */
export async function withOldToken<T>(
  deps: TokenDeps,
  { act, text }: { act: Act; text: string },
  use: () => Promise<T>,
): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!deps.predecessor || !isAppError(error, 'tokens.invalid')) throw error;
    if (!(await takeOver(deps, act, text))) throw error;
    return use();
  }
}

/** Whether it is a token of the service before this one, of either kind, that is good. Errors: as TokenService.verify. */
export async function isGoodOldToken({ predecessor }: TokenDeps, token: string): Promise<boolean> {
  if (!predecessor) return false;
  const found = await predecessor.findAccess(token).catch((error: unknown) => {
    if (isAppError(error, 'tokens.wrong_type')) return predecessor.findRefresh(token);
    throw error;
  });
  if (found && !found.user.isActive) throw new AppError('tokens.no_active_account');
  return found !== undefined;
}
