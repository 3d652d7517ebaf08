import type { OldAccess } from '#modules/predecessor';
import { AppError, isAppError } from '#platform/errors.ts';
import { authenticateAccess } from '../jwt/identity.ts';
import type { Addressees } from '../jwt/signed-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { TokenIdentity } from '../tokens.types.ts';

/** One of the service before this one says nothing of a scope or a session: it is for all that its user may do. */
function identityOf({ user, claims }: OldAccess): TokenIdentity {
  if (!user.isActive) throw new AppError('tokens.user_inactive');
  return { user, sessionId: null, scope: '', clientId: null, claims, service: null, apiTokenId: null };
}

/**
 * Ours first, so that nothing is done for any of them that is done for one of the service before this one. Errors:
 * see TokenService.authenticate.
 */
export async function authenticateAny(
  deps: TokenDeps,
  token: string,
  addressees: Addressees,
): Promise<TokenIdentity> {
  try {
    return await authenticateAccess(deps, token, addressees);
  } catch (error) {
    if (!deps.predecessor || !isAppError(error, 'tokens.invalid')) throw error;
    const found = await deps.predecessor.findAccess(token);
    if (!found) throw error;
    return identityOf(found);
  }
}

/** Who a token of the service before this one speaks for; undefined for one that is not good, and for any other. */
export async function findOldIdentity(deps: TokenDeps, token: string): Promise<TokenIdentity | undefined> {
  try {
    const found = await deps.predecessor?.findAccess(token);
    return found && identityOf(found);
  } catch (error) {
    if (isAppError(error) && error.status === 401) return undefined;
    throw error;
  }
}
