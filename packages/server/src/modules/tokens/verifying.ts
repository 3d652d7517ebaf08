import { isAppError } from '#platform/errors.ts';
import { verifySigned } from './jwt/identity.ts';
import type { Addressees } from './jwt/signed-token.ts';
import { isGoodOldToken } from './predecessor/old-refresh.ts';
import { readPresented } from './refresh/presented-token.ts';
import { refreshPrefix } from './refresh/refresh-token.ts';
import { verifyRefresh } from './refresh/replay.ts';
import type { TokenDeps } from './tokens.deps.ts';

/** Errors: see TokenService.verify. What our keys did not sign may be another system's token. */
export async function verifyToken(deps: TokenDeps, token: string, addressees: Addressees): Promise<void> {
  if (token.startsWith(refreshPrefix)) return verifyRefresh(deps, token);
  try {
    await verifySigned(deps, token, addressees);
  } catch (error) {
    if (!isAppError(error, 'tokens.invalid')) throw error;
    const { kind } = await readPresented(deps, deps.database.db, token);
    if (kind !== 'unknown') return verifyRefresh(deps, token);
    if (!(await isGoodOldToken(deps, token))) throw error;
  }
}
