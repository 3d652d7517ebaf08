import type { Claims } from '#modules/keys';
import type { Session } from '#modules/sessions';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { decodeRefreshToken, refreshPrefix } from '../refresh/refresh-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { TokenIdentity } from '../tokens.types.ts';
import { firstPartyClientId, textClaim } from './claims.rules.ts';
import { readSignedToken, type Addressees } from './signed-token.ts';

/** A word that is the name of no permission, so that it narrows to nothing. */
const noScope = 'none';

interface Located {
  user: User | undefined;
  /** The live session that the token belongs to. */
  session: Session | undefined;
}

/** Errors: `tokens.no_user_claim`. One query. */
export async function locate(deps: TokenDeps, claims: Claims): Promise<Located> {
  const userId = textClaim(claims, deps.config.claims.userId);
  if (userId === undefined) throw new AppError('tokens.no_user_claim');
  const found = await deps.sessions.findWithUser(textClaim(claims, 'sid') ?? '', userId);
  return { user: found?.user, session: found?.session };
}

/** The client of an OAuth access token; undefined for a token of the first-party API. */
function clientOf(claims: Claims): string | undefined {
  const clientId = textClaim(claims, 'client_id');
  return clientId === firstPartyClientId ? undefined : clientId;
}

/** Errors: `tokens.invalid` for a client's token whose grant was ended, or that was revoked itself. */
async function requireLiveClientToken(deps: TokenDeps, claims: Claims): Promise<void> {
  const clientId = clientOf(claims);
  if (clientId === undefined) return;
  const tokenId = textClaim(claims, deps.config.claims.tokenId) ?? '';
  const isOfOtherGrant = claims['grant_client_id'] !== undefined;
  const token = { clientId, tokenId, grantId: textClaim(claims, 'grant_id'), isOfOtherGrant };
  if (!(await deps.ports.isClientTokenLive(token))) throw new AppError('tokens.invalid');
}

/** What the token lets its bearer do. A client that was given no scope may do nothing in the user's name. */
function scopeOf(claims: Claims): string {
  const scope = textClaim(claims, 'scope') ?? '';
  return scope === '' && clientOf(claims) !== undefined ? noScope : scope;
}

/** A client's access token that nobody can read but Ostiary, which keeps it: another system issued it. */
async function authenticateStored(deps: TokenDeps, token: string): Promise<TokenIdentity> {
  const found = await deps.ports.findStoredAccess(token);
  if (!found) throw new AppError('tokens.invalid');
  const { user, sessionId, clientId } = found;
  // A client's own, in the name of nobody.
  if (!user) throw new AppError('tokens.no_user_claim');
  const scope = found.scope === '' ? noScope : found.scope;
  return { user, sessionId, scope, clientId, claims: {}, service: null, apiTokenId: null };
}

/** Who an access or sliding token speaks for. Errors: see TokenService.authenticate. */
export function authenticateAccess(
  deps: TokenDeps,
  token: string,
  addressees: Addressees,
): Promise<TokenIdentity> {
  const isSigned = token.includes('.') || token.startsWith(refreshPrefix);
  return isSigned ? authenticateSigned(deps, token, addressees) : authenticateStored(deps, token);
}

async function authenticateSigned(
  deps: TokenDeps,
  token: string,
  addressees: Addressees,
): Promise<TokenIdentity> {
  if (token.startsWith(refreshPrefix)) {
    throw new AppError(decodeRefreshToken(deps.sealer, token) ? 'tokens.wrong_type' : 'tokens.invalid');
  }
  const { kind, claims, service } = await readSignedToken(deps, token, addressees);
  if (!kind) throw new AppError('tokens.wrong_type');
  // Bound to a key (RFC 9449): whoever presents it as a bearer token has not proved to hold the key.
  if (claims['cnf'] !== undefined) throw new AppError('tokens.invalid');
  const { user, session } = await locate(deps, claims);
  if (!user) throw new AppError('tokens.user_not_found');
  if (!user.isActive) throw new AppError('tokens.user_inactive');
  if (!session) throw new AppError('tokens.invalid');
  await requireLiveClientToken(deps, claims);
  return {
    ...{ user, sessionId: session.id, scope: scopeOf(claims) },
    ...{ clientId: clientOf(claims) ?? null, claims, service, apiTokenId: null },
  };
}

/** Whether an access or sliding token is good. Errors: see TokenService.verify. */
export async function verifySigned(deps: TokenDeps, token: string, addressees: Addressees): Promise<void> {
  const { kind, claims } = await readSignedToken(deps, token, addressees);
  if (!kind) throw new AppError('tokens.invalid');
  // Whoever asks has been given it as a bearer token, which it is not.
  if (claims['cnf'] !== undefined) throw new AppError('tokens.invalid');
  const isOfNobody = textClaim(claims, deps.config.claims.userId) === undefined;
  // A client's token for itself, by its credentials.
  if (isOfNobody && clientOf(claims) !== undefined) return requireLiveClientToken(deps, claims);
  const { user, session } = await locate(deps, claims);
  if (!user?.isActive) throw new AppError('tokens.no_active_account');
  if (!session) throw new AppError('tokens.invalid');
  await requireLiveClientToken(deps, claims);
}
