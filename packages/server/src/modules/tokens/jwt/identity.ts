import type { Claims } from '#modules/keys';
import type { Session } from '#modules/sessions';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { decodeRefreshToken, refreshPrefix } from '../refresh/refresh-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { TokenIdentity } from '../tokens.types.ts';
import { textClaim } from './claims.rules.ts';
import { readSignedToken } from './signed-token.ts';

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

/** Who an access or sliding token speaks for. Errors: see TokenService.authenticate. */
export async function authenticateSigned(deps: TokenDeps, token: string): Promise<TokenIdentity> {
  if (token.startsWith(refreshPrefix)) {
    throw new AppError(decodeRefreshToken(deps.sealer, token) ? 'tokens.wrong_type' : 'tokens.invalid');
  }
  const { kind, claims } = await readSignedToken(deps, token);
  if (!kind) throw new AppError('tokens.wrong_type');
  const { user, session } = await locate(deps, claims);
  if (!user) throw new AppError('tokens.user_not_found');
  if (!user.isActive) throw new AppError('tokens.user_inactive');
  if (!session) throw new AppError('tokens.invalid');
  return { user, sessionId: session.id, scope: textClaim(claims, 'scope') ?? '', claims };
}

/** Whether an access or sliding token is good. Errors: see TokenService.verify. */
export async function verifySigned(deps: TokenDeps, token: string): Promise<void> {
  const { kind, claims } = await readSignedToken(deps, token);
  if (!kind) throw new AppError('tokens.invalid');
  const { user, session } = await locate(deps, claims);
  if (!user?.isActive) throw new AppError('tokens.no_active_account');
  if (!session) throw new AppError('tokens.invalid');
}
