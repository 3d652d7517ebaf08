import type { Now } from '../../types.ts';

/** Remembers which nonces have been used. */
export interface NonceStore {
  /**
   * Takes it for used until `expiresAt` (epoch milliseconds): one statement, so that of two that come at once only
   * one is `fresh`. `full`: it cannot be remembered, so that the request has to be refused.
   */
  use(nonce: string, expiresAt: number): 'fresh' | 'used' | 'full' | Promise<'fresh' | 'used' | 'full'>;
}

/** For a service of one process. Where several take signed requests, they need a store in common. */
export function memoryNonces(options: { maxNonces?: number; now?: Now } = {}): NonceStore {
  const { maxNonces = 100_000, now = () => Date.now() } = options;
  const used = new Map<string, number>();
  const isOver = (expiresAt: number): boolean => expiresAt <= now();
  return {
    use(nonce, expiresAt) {
      const known = used.get(nonce);
      if (known !== undefined && !isOver(known)) return 'used';
      // They expire about in the order in which they came.
      for (const [oldest, at] of used) {
        if (!isOver(at)) break;
        used.delete(oldest);
      }
      if (used.size >= maxNonces) return 'full';
      used.delete(nonce);
      used.set(nonce, expiresAt);
      return 'fresh';
    },
  };
}
