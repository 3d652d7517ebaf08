import type { Claims, JwtReading } from './keys.types.ts';

export type AuthenticReading = Extract<JwtReading, { isAuthentic: true }>;

interface Entry {
  token: string;
  reading: AuthenticReading;
  expiresAt: number;
}

export interface VerifiedTokens {
  find(token: string, now: number): AuthenticReading | undefined;
  /** Remembers until `exp`, or until the key expires if that is sooner. Tokens without `exp` are not kept. */
  remember(token: string, reading: AuthenticReading, keyExpiresAt: number | null): void;
  forgetAll(): void;
  readonly size: number;
}

function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeDeeply(inner);
}

function expiryOf(claims: Claims): number | undefined {
  const { exp } = claims;
  return typeof exp === 'number' ? exp * 1000 : undefined;
}

/**
 * Tokens whose signature has been checked already. Found by the signature, which is shorter to hash than
 * the whole token; the whole is compared all the same, since a signature alone proves nothing.
 */
export function createVerifiedTokens(maxEntries: number): VerifiedTokens {
  const entries = new Map<string, Entry>();
  return {
    find(token, now) {
      const signature = signatureOf(token);
      const entry = entries.get(signature);
      if (!entry || entry.token !== token) return undefined;
      if (entry.expiresAt > now) return entry.reading;
      entries.delete(signature);
      return undefined;
    },
    remember(token, reading, keyExpiresAt) {
      const expiresAt = expiryOf(reading.claims);
      if (expiresAt === undefined) return;
      freezeDeeply(reading);
      if (entries.size >= maxEntries) {
        // The oldest one: a Map keeps the order of insertion.
        for (const oldest of entries.keys()) {
          entries.delete(oldest);
          break;
        }
      }
      entries.set(signatureOf(token), {
        token,
        reading,
        expiresAt: Math.min(expiresAt, keyExpiresAt ?? Infinity),
      });
    },
    forgetAll: () => entries.clear(),
    get size() {
      return entries.size;
    },
  };
}
