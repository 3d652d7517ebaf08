import { OstiaryError } from '../errors.ts';
import type { Native } from './native-crypto.ts';
import { createSignatureCheck, type PublicJwk, type SignatureCheck } from './signature-check.ts';

export const minAgeMs = 60_000;
const maxAgeMs = 3_600_000;
const defaultAgeMs = 300_000;
const maxKeys = 100;

/** How long the answer says it may be used (RFC 9111 section 5.2.2.1), within bounds. */
export function ageOf(headers: Headers): number {
  const cacheControl = headers.get('cache-control')?.toLowerCase() ?? '';
  if (/\bno-(store|cache)\b/.test(cacheControl)) return minAgeMs;
  const seconds = /\bmax-age=(\d{1,9})\b/.exec(cacheControl)?.[1];
  return seconds === undefined
    ? defaultAgeMs
    : Math.min(Math.max(Number(seconds) * 1000, minAgeMs), maxAgeMs);
}

function isJwk(value: unknown): value is PublicJwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys of a set (RFC 7517 section 5) by their `kid`. Errors: `protocol`. */
export async function readKeys(
  body: Record<string, unknown>,
  native: Native | undefined,
): Promise<Map<string, SignatureCheck>> {
  const { keys } = body;
  if (!Array.isArray(keys)) throw new OstiaryError('protocol', 'The key set has no keys.');
  const checks = new Map<string, SignatureCheck>();
  for (const jwk of keys.slice(0, maxKeys).filter(isJwk)) {
    const { kid } = jwk;
    if (typeof kid !== 'string') continue;
    const check = await createSignatureCheck(jwk, native);
    if (check) checks.set(kid, check);
  }
  // An empty set is what a server says that has lost its database, or is not ours.
  if (checks.size === 0)
    throw new OstiaryError('protocol', 'The key set has no key that tokens can be checked with.');
  return checks;
}
