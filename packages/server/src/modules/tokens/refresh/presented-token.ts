import type { Db } from '#platform/db/schema.ts';
import { apiTokenPrefix } from '../api/api-token.rules.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { importedHashOf, importedRefreshToken } from './imported/imported-token.ts';
import { findImportedToken } from './imported/imported-tokens.store.ts';
import { decodeRefreshToken, refreshPrefix, type RefreshToken } from './refresh-token.ts';

/** What a text that is presented as a refresh token turned out to be. */
export type PresentedText =
  | { kind: 'token'; token: RefreshToken }
  /** Of another system, where it was blacklisted or revoked, or had expired, before it was imported. */
  | { kind: 'revoked' | 'expired' }
  /** Neither issued here nor imported. */
  | { kind: 'unknown' };

type Deps = Pick<TokenDeps, 'sealer' | 'clock'>;

/**
 * Ours tell by prefix and tag, without asking the database; for every other text one indexed look-up says whether it was
 * imported.
 */
export async function readPresented(deps: Deps, db: Db, text: string): Promise<PresentedText> {
  if (text.startsWith(refreshPrefix)) {
    const token = decodeRefreshToken(deps.sealer, text);
    return token ? { kind: 'token', token } : { kind: 'unknown' };
  }
  if (text.startsWith(apiTokenPrefix)) return { kind: 'unknown' };
  const imported = await findImportedToken(db, importedHashOf(deps.sealer, text));
  if (!imported) return { kind: 'unknown' };
  const { familyId, expiresAt } = imported;
  if (familyId !== null) return { kind: 'token', token: importedRefreshToken(deps.sealer, text, familyId) };
  // As SimpleJWT looks at it: the time first (contracts/simplejwt.md, "Errors").
  return { kind: expiresAt <= deps.clock.nowMs() ? 'expired' : 'revoked' };
}
