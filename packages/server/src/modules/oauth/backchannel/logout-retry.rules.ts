import { createHash } from 'node:crypto';

/** About four and a half hours from the first to the last. */
export const maxAttempts = 8;
const firstDelayMs = 15_000;
const growth = 3;
/** By how much a delay is shortened or lengthened at most. */
const spread = 0.25;

/** Between 0 and 1, the same for the same text. */
function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * How long to wait after attempt number `attempts` failed; null when it was the last one. The longer the more
 * often, and differently for each notice, so that a client which comes back is not told everything at once.
 */
export function retryDelayMs(id: string, attempts: number): number | null {
  if (attempts >= maxAttempts) return null;
  const delayMs = firstDelayMs * growth ** (attempts - 1);
  const factor = 1 + spread * (2 * fractionOf(`${id}/${attempts}`) - 1);
  return Math.round(delayMs * factor);
}
