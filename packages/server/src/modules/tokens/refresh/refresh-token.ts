import { isSameSecret, type Sealer } from '#platform/sealing.ts';
import { uuidFromBytes, uuidToBytes } from '../uuid-bytes.ts';

/** What a refresh token says: which family, how many rotations into it, and the secret that proves it. */
export interface RefreshToken {
  familyId: string;
  generation: number;
  secret: Buffer;
}

export const refreshPrefix = 'ort_';

const idBytes = 16;
const secretStart = idBytes + 4;
const tagStart = secretStart + 32;
const tokenBytes = tagStart + 16;
const textLength = refreshPrefix.length + Math.ceil((tokenBytes * 4) / 3);

function body(token: RefreshToken): Buffer {
  const bytes = Buffer.alloc(tagStart);
  uuidToBytes(token.familyId).copy(bytes, 0);
  bytes.writeUInt32BE(token.generation, idBytes);
  token.secret.copy(bytes, secretStart);
  return bytes;
}

function tagOf(sealer: Sealer, tokenBody: Buffer): Buffer {
  return sealer.mac('refresh-tag', tokenBody).subarray(0, tokenBytes - tagStart);
}

/** `ort_` and base64url of id (16 bytes), generation (4, big endian), secret (32) and tag (16). */
export function encodeRefreshToken(sealer: Sealer, token: RefreshToken): string {
  const bytes = body(token);
  return refreshPrefix + Buffer.concat([bytes, tagOf(sealer, bytes)]).toString('base64url');
}

/** Undefined for everything that Ostiary did not issue; the tag tells without asking the database. */
export function decodeRefreshToken(sealer: Sealer, text: string): RefreshToken | undefined {
  if (text.length !== textLength || !text.startsWith(refreshPrefix)) return undefined;
  const encoded = text.slice(refreshPrefix.length);
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length !== tokenBytes || bytes.toString('base64url') !== encoded) return undefined;
  const tokenBody = bytes.subarray(0, tagStart);
  if (!isSameSecret(bytes.subarray(tagStart), tagOf(sealer, tokenBody))) return undefined;
  return {
    familyId: uuidFromBytes(bytes.subarray(0, idBytes)),
    generation: bytes.readUInt32BE(idBytes),
    secret: bytes.subarray(secretStart, tagStart),
  };
}

/**
 * The next token of a family. Derived under a server key from the one that is presented, so that everyone
 * who presents it gets the same one, and nothing has to be kept in clear for that.
 */
export function successorOf(sealer: Sealer, token: RefreshToken): RefreshToken {
  const next = { ...token, generation: token.generation + 1 };
  return { ...next, secret: sealer.mac('refresh-successor', body(next)) };
}

/** What the database keeps of a token. */
export function refreshHashOf(sealer: Sealer, token: RefreshToken): string {
  return sealer.mac('refresh-secret', token.secret).toString('base64url');
}
