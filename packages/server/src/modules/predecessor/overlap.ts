import type { Config } from '#config';
import type { Sealer } from '#platform/sealing.ts';

/** Whether the overlap has ended, or was never begun: nobody is asked and no token counts. */
export function isOver({ until }: Config['predecessor'], now: number): boolean {
  return until === null || now >= Date.parse(until);
}

/** Under what it is kept that a user or a token was cut off: a keyed hash, so that nobody is listed. */
export function cutoffKey(sealer: Sealer, kind: 'user' | 'token', text: string): string {
  return sealer.mac('predecessor-cutoff', `${kind} ${text}`).toString('base64url');
}
