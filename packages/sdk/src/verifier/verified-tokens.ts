import type { AccessTokenClaims } from '../wire.ts';

/** A token whose signature and claims were found good. */
export interface VerifiedToken<Memo> {
  readonly token: string;
  readonly claims: AccessTokenClaims;
  /** Epoch milliseconds, leeway included. */
  readonly expiresAt: number;
  /** Whatever was made of it since; the first thing that is looked at. */
  memo: Memo | undefined;
}

export interface VerifiedTokens<Memo> {
  find(token: string, now: number): VerifiedToken<Memo> | undefined;
  remember(verified: VerifiedToken<Memo>, now: number): void;
  forgetAll(): void;
  readonly size: number;
}

export interface CacheLimits {
  maxTokens: number;
  /** Of all tokens together. */
  maxCharacters: number;
}

/** However soon one of a generation expires: those that live longer are not pushed out by it all the time. */
const leastGenerationMs = 30_000;

function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

/**
 * Tokens that were verified already, in two generations: when the younger is half of the limit, or one of it has
 * expired, it becomes the older, which is dropped with all that were not asked for meanwhile. So each look-up costs the
 * same, whatever comes, and those that have expired take no memory for long although nobody asks for them again.
 * Found by the signature, which is shorter to hash than the whole token; the whole is compared all the same, since a
 * signature alone proves nothing.
 */
export function createVerifiedTokens<Memo>(limits: CacheLimits): VerifiedTokens<Memo> {
  let young = new Map<string, VerifiedToken<Memo>>();
  let old = new Map<string, VerifiedToken<Memo>>();
  let characters = 0;
  /** When the younger began, and when it becomes the older; epoch milliseconds. */
  let startedAt = 0;
  let isOldAt = Infinity;

  function add(signature: string, verified: VerifiedToken<Memo>, now: number): void {
    const isFull = young.size * 2 >= limits.maxTokens || characters * 2 >= limits.maxCharacters;
    if (isFull || now >= isOldAt) {
      old = young;
      young = new Map();
      characters = 0;
    }
    if (young.size === 0) {
      startedAt = now;
      isOldAt = Infinity;
    }
    isOldAt = Math.min(isOldAt, Math.max(verified.expiresAt, startedAt + leastGenerationMs));
    young.set(signature, verified);
    characters += verified.token.length;
  }

  return {
    find(token, now) {
      const signature = signatureOf(token);
      let verified = young.get(signature);
      if (verified === undefined) {
        verified = old.get(signature);
        if (verified?.token !== token) return undefined;
        old.delete(signature);
        add(signature, verified, now);
      }
      if (verified.token !== token) return undefined;
      if (verified.expiresAt > now) return verified;
      young.delete(signature);
      characters -= token.length;
      return undefined;
    },
    remember: (verified, now) => add(signatureOf(verified.token), verified, now),
    forgetAll() {
      young = new Map();
      old = new Map();
      characters = 0;
    },
    get size() {
      return young.size + old.size;
    },
  };
}
