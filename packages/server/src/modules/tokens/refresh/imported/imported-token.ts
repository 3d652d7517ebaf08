import type { Sealer } from '#platform/sealing.ts';
import type { RefreshToken } from '../refresh-token.ts';

/** What the database keeps of the text of another system's refresh token. */
export function importedHashOf(sealer: Sealer, text: string): string {
  return sealer.mac('imported-refresh-token', text).toString('base64url');
}

/**
 * The refresh token of ours that such a text stands for: the first of its family, with a secret that only the text
 * and a server key give. From there on it rotates, is repeated and is replayed like one that Ostiary issued.
 */
export function importedRefreshToken(sealer: Sealer, text: string, familyId: string): RefreshToken {
  return { familyId, generation: 0, secret: sealer.mac('imported-refresh-secret', text) };
}
