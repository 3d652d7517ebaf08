import { AppError } from '#platform/errors.ts';
import { deleteApiTokensGoneBefore, findApiToken, listApiTokens } from './api/api-tokens.store.ts';
import {
  createApiToken,
  createApiTokenAuthentication,
  obtainLoginToken,
  revokeApiToken,
  revokeApiTokenText,
  revokeApiTokensOf,
} from './api/api-tokens.ts';
import { createTokenBulk } from './bulk/tokens.bulk.ts';
import { mintAccess } from './jwt/minting.ts';
import { refreshSliding, signInSliding } from './jwt/sliding.ts';
import { authenticateAny, findOldIdentity } from './predecessor/old-access.ts';
import { withOldToken } from './predecessor/old-refresh.ts';
import { createClientFamilies } from './refresh/client-families.ts';
import { prove } from './proof.ts';
import { endFamily } from './refresh/family-ending.ts';
import { listFamilies } from './refresh/family-list.store.ts';
import { deleteFamiliesExpiredBefore, updateFamiliesToEnded } from './refresh/families.store.ts';
import { signIn } from './refresh/family-start.ts';
import { refresh } from './refresh/refreshing.ts';
import { deleteImportedTokensExpiredBefore } from './refresh/imported/imported-tokens.store.ts';
import { blacklist } from './refresh/replay.ts';
import type { TokenDeps } from './tokens.deps.ts';
import type { TokenService } from './tokens.types.ts';
import { verifyToken } from './verifying.ts';

/** What has expired or been revoked stays this long, so that it is refused for the right reason. */
const keepMs = 30 * 24 * 60 * 60 * 1000;

/** A token for everything, of the first-party API, for Ostiary itself. */
const ownTerms = { clientId: null, scope: '', service: null };

async function issueAccess(
  deps: TokenDeps,
  ...args: Parameters<TokenService['issueAccess']>
): Promise<string> {
  const [user, sessionId, lifetimeSeconds] = args;
  const found = await deps.sessions.findWithUser(sessionId, user.id);
  if (!found?.session) throw new AppError('tokens.no_active_account');
  const bearer = { user, session: found.session, ...ownTerms };
  deps.usage?.count('token.password');
  return mintAccess(deps, bearer, lifetimeSeconds ?? deps.config.accessSeconds);
}

/** The first-party token API. */
export function createTokenService(deps: TokenDeps): TokenService {
  return {
    prove: (act, credentials) => prove(deps, act, credentials),
    signIn: (act, credentials, service = null) => signIn(deps, act, { ...credentials, service }),
    issueAccess: (...args) => issueAccess(deps, ...args),
    refresh: (act, text, service = null) =>
      withOldToken(deps, { act, text }, () => refresh(deps, act, { text, service })),
    verify(token, service) {
      deps.usage?.count('token.verified');
      return verifyToken(deps, token, service ?? 'own');
    },
    blacklist: (act, text) => withOldToken(deps, { act, text }, () => blacklist(deps, act, text)),
    authenticate: (token, options) =>
      authenticateAny(deps, token, options?.isForAnyService === true ? 'any' : 'own'),
    findOldIdentity: (token) => findOldIdentity(deps, token),
    revokeOldToken: async (tx, act, token) => deps.predecessor?.endToken(tx, act, token),
    signInSliding: (act, credentials, service = null) =>
      signInSliding(deps, act, { ...credentials, service }),
    refreshSliding: (_act, token, service = null) => refreshSliding(deps, token, service),

    createApiToken: (caller, input) => createApiToken(deps, caller, input),
    obtainLoginToken: (act, user) => obtainLoginToken(deps, act, user),
    authenticateApiToken: createApiTokenAuthentication(deps),
    listApiTokens,
    findApiToken,
    revokeApiToken: (caller, id) => revokeApiToken(deps, caller, id),
    revokeApiTokenText: (tx, act, token) => revokeApiTokenText(deps, tx, { act, token }),

    listFamilies,
    endFamily: (caller, id) => endFamily(deps, caller, id),

    bulk: createTokenBulk(deps),
    clientFamilies: createClientFamilies(deps),

    endFamilies: (...[tx, sessionIds, reason, now]) => updateFamiliesToEnded(tx, sessionIds, { reason, now }),
    revokeApiTokensOf: (tx, act, userId) => revokeApiTokensOf(deps, tx, { act, userId }),
    async prune(tx, now) {
      const families = await deleteFamiliesExpiredBefore(tx, now - keepMs);
      const imported = await deleteImportedTokensExpiredBefore(tx, now - keepMs);
      return families + imported + (await deleteApiTokensGoneBefore(tx, now - keepMs));
    },
  };
}
