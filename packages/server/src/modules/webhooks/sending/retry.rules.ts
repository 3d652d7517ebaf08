import { createHash } from 'node:crypto';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** After the first attempt, the second and so on: about 21 hours from the first to the last. */
const delaysMs = [
  ...[5 * secondMs, 30 * secondMs],
  ...[2 * minuteMs, 10 * minuteMs, 30 * minuteMs],
  ...[2 * hourMs, 6 * hourMs, 12 * hourMs],
];
export const maxAttempts = delaysMs.length + 1;
/** By how much a delay is shortened or lengthened at most. */
const spread = 0.2;

/** Nothing was accepted for so long: whoever runs the receiver does not look. */
export const pauseAfterMs = 5 * 24 * hourMs;

/** Between 0 and 1, the same for the same text. */
function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * How long to wait after attempt number `attempts` failed; null when it was the last one. Differently for each
 * delivery, so that a receiver of many is not asked by all of them at once when it comes back.
 */
export function retryDelayMs(deliveryId: string, attempts: number): number | null {
  const delayMs = delaysMs[attempts - 1];
  if (delayMs === undefined) return null;
  return Math.round(delayMs * (1 + spread * (2 * fractionOf(`${deliveryId}/${attempts}`) - 1)));
}
