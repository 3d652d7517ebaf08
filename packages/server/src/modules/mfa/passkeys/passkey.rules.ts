import { isIP } from 'node:net';
import type { User } from '#modules/users';

/** One may have as many. */
export const maxPasskeys = 20;
export const challengeLifetimeMs = 10 * 60_000;
/** How long a browser waits for its user: long, because it is for them to decide (WCAG 2.2.1). */
export const askingTimeoutMs = 5 * 60_000;

/** COSE algorithms (RFC 9053): ES256, EdDSA, RS256. The first that an authenticator knows is used. */
export const algorithms = [-7, -8, -257];

/** Whose passkeys they are, to browsers. */
export interface RelyingParty {
  /** A domain name: passkeys are bound to it. */
  id: string;
  origin: string;
}

/** Undefined when the public address has no name: browsers make no passkeys for IP addresses. */
export function relyingPartyOf(publicUrl: string): RelyingParty | undefined {
  const { hostname, origin } = new URL(publicUrl);
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  return isName ? { id: hostname, origin } : undefined;
}

/** What an authenticator keeps beside a passkey, and says whose it is by: the bytes of the id, nothing else. */
export function userHandleOf(userId: string): Buffer<ArrayBuffer> {
  return Buffer.from(userId.replaceAll('-', ''), 'hex');
}

/** How browsers show an account in their lists. */
export function accountNames(user: User): { name: string; displayName: string } {
  const name = user.email ?? user.username ?? user.id;
  return { name, displayName: `${user.firstName} ${user.lastName}`.trim() || name };
}

const maxTransports = 10;

/** The words of a browser on how to reach an authenticator, as far as they look like some. */
export function readTransports(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const words = value.filter(
    (word): word is string => typeof word === 'string' && /^[a-z-]{1,32}$/.test(word),
  );
  return [...new Set(words)].slice(0, maxTransports);
}

/**
 * The methods that a passkey proves (RFC 8176 section 2). One that is copied between devices is kept by software.
 * An authenticator that verified its user counts for two factors: something they have, and know or are.
 */
export function methodsOf(shown: { isSynced: boolean; isUserVerified: boolean }): string[] {
  const kept = shown.isSynced ? 'swk' : 'hwk';
  return shown.isUserVerified ? [kept, 'user', 'mfa'] : [kept];
}
