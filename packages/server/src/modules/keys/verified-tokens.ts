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
  remember(token: string, reading: AuthenticReading, at: { now: number; keyExpiresAt: number | null }): void;
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

/** However soon one of a generation expires: those that live longer are not pushed out by it all the time. */
const leastGenerationMs = 30_000;

/**
 * Tokens whose signature has been checked already, in two generations: when the younger is half of the limit, or one
 * of it has expired, it becomes the older, which is dropped with all that were not asked for meanwhile. So those that
 * have expired take no memory for long, and each look-up costs the same, whatever comes. Found by the signature, which
 * is shorter to hash than the whole token; the whole is compared all the same, since a signature alone proves nothing.
 */
export function createVerifiedTokens(maxEntries: number): VerifiedTokens {
  let young = new Map<string, Entry>();
  let old = new Map<string, Entry>();
  /** When the younger began, and when it becomes the older; epoch milliseconds. */
  let startedAt = 0;
  let isOldAt = Infinity;

  function add(signature: string, entry: Entry, now: number): void {
    if (young.size * 2 >= maxEntries || now >= isOldAt) {
      old = young;
      young = new Map();
    }
    if (young.size === 0) {
      startedAt = now;
      isOldAt = Infinity;
    }
    isOldAt = Math.min(isOldAt, Math.max(entry.expiresAt, startedAt + leastGenerationMs));
    young.set(signature, entry);
  }

  return {
    find(token, now) {
      const signature = signatureOf(token);
      let entry = young.get(signature);
      if (!entry) {
        entry = old.get(signature);
        if (entry?.token !== token) return undefined;
        old.delete(signature);
        add(signature, entry, now);
      }
      if (entry.token !== token) return undefined;
      if (entry.expiresAt > now) return entry.reading;
      young.delete(signature);
      return undefined;
    },
    remember(token, reading, { now, keyExpiresAt }) {
      const expiresAt = expiryOf(reading.claims);
      if (expiresAt === undefined) return;
      freezeDeeply(reading);
      const entry = { token, reading, expiresAt: Math.min(expiresAt, keyExpiresAt ?? Infinity) };
      add(signatureOf(token), entry, now);
    },
    forgetAll() {
      young = new Map();
      old = new Map();
    },
    get size() {
      return young.size + old.size;
    },
  };
}
