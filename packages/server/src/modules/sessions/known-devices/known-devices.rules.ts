import { isIPv4 } from 'node:net';
import { addressBucket } from '#modules/limits';

const dayMs = 24 * 60 * 60 * 1000;

/** A browser keeps its cookie for a year, and a device that was not seen for as long is a new one. */
export const forgottenAfterMs = 365 * dayMs;

/** Often enough to keep a device known, seldom enough to cost a sign-in nothing. */
export function isWorthNoting(lastSeenAt: number, now: number): boolean {
  return now - lastSeenAt > dayMs;
}

/** An address that changes stays within its network: 24 bits of an IPv4 one, 64 of an IPv6 one. */
function networkOf(address: string | null): string {
  const bucket = addressBucket(address ?? '');
  return isIPv4(bucket) ? `${bucket.slice(0, bucket.lastIndexOf('.'))}.0/24` : bucket;
}

/**
 * What tells a device from others: a browser by its own cookie, a program by what it calls itself and where
 * it is. The same for the same user, and means nothing for another one.
 */
export function deviceKey(
  userId: string,
  origin: { device?: string | null; userAgent: string | null; address: string | null },
): string {
  const { device, userAgent, address } = origin;
  const parts = device ? ['browser', device] : ['program', userAgent ?? '', networkOf(address)];
  return JSON.stringify([userId, ...parts]);
}
