import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { BearerSession } from '../jwt/minting.ts';
import { readSignedToken } from '../jwt/signed-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { findFamily, type FoundFamily } from './families.store.ts';
import { judgeRefresh, type RefreshFamily } from './refresh-family.rules.ts';
import { readPresented } from './presented-token.ts';
import { refreshHashOf, type RefreshToken } from './refresh-token.ts';

/** A presented token with the live family, session and active user behind it. */
export interface Resolved {
  verdict: 'current' | 'successor' | 'replayed';
  token: RefreshToken;
  family: RefreshFamily;
  user: User;
  session: BearerSession;
}

/** Says why a text is no refresh token: one of our JWTs is of the wrong type, anything else is invalid. */
async function refuseOther(deps: TokenDeps, text: string): Promise<never> {
  const { kind } = await readSignedToken(deps, text, 'any');
  throw new AppError(kind ? 'tokens.wrong_type' : 'tokens.invalid');
}

async function readText(deps: TokenDeps, text: string): Promise<RefreshToken> {
  const reading = await readPresented(deps, deps.database.db, text);
  if (reading.kind === 'token') return reading.token;
  if (reading.kind === 'unknown') return refuseOther(deps, text);
  throw new AppError(reading.kind === 'expired' ? 'tokens.expired' : 'tokens.blacklisted');
}

function isSessionLive(session: FoundFamily['session'], now: number): session is NonNullable<typeof session> {
  return session !== undefined && session.endedAt === null && session.expiresAt > now;
}

/**
 * Finds out what a refresh token is worth, in one query (two for one that was imported) and without writing.
 * Errors: as TokenService.refresh; the caller decides what a replay costs. A client's token is invalid here
 * unless `isAnyClients`: only that client may use it, where it proves who it is.
 */
export async function resolveRefresh(
  deps: TokenDeps,
  text: string,
  { isAnyClients = false }: { isAnyClients?: boolean } = {},
): Promise<Resolved> {
  const token = await readText(deps, text);
  const found = await findFamily(deps.database.db, token.familyId);
  // Issued by us and gone from the database: expired long ago.
  if (!found) throw new AppError('tokens.blacklisted');
  const { family, user, session } = found;
  if (family.clientId !== null && !isAnyClients) throw new AppError('tokens.invalid');
  const now = deps.clock.nowMs();
  const presented = { generation: token.generation, hash: refreshHashOf(deps.sealer, token) };
  const windowMs = deps.config.reuseWindowSeconds * 1000;
  const verdict = judgeRefresh(family, presented, { now, windowMs });
  if (verdict === 'unknown') throw new AppError('tokens.invalid');
  // Before `ended`: closing an account ends its families, and that is the reason to be told.
  if (!user?.isActive) throw new AppError('tokens.no_active_account');
  if (verdict === 'ended') throw new AppError('tokens.blacklisted');
  if (verdict === 'expired') throw new AppError('tokens.expired');
  if (!isSessionLive(session, now)) throw new AppError('tokens.blacklisted');
  return { verdict, token, family, user, session };
}
