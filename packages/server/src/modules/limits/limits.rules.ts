import { isIPv6 } from 'node:net';

const maxDelayMs = 15 * 60_000;
/** Failures of an account are forgotten when none has been added for so long. */
export const quietMs = 60 * 60_000;
/** How long an address stays known as one from which an account signed in. */
export const knownAddressMs = 30 * 24 * 60 * 60_000;

/**
 * How long an account is blocked after so many failures in a row: not at all below the allowance, then
 * 1, 2, 4 … seconds, at most 15 minutes.
 */
export function delayAfterMs(failures: number, allowed: number): number {
  if (failures < allowed) return 0;
  // The bound on the exponent keeps the power finite.
  return Math.min(maxDelayMs, 1000 * 2 ** Math.min(failures - allowed, 30));
}

/** How many within how long, counted from the first. */
export interface Window {
  limit: number;
  windowMs: number;
}

/** Until when an address that used up its window is refused; 0 when it is not. Times in milliseconds. */
export function windowRefusedUntil(
  window: { failures: number; counted_from: number } | undefined,
  now: number,
  { limit, windowMs }: Window,
): number {
  if (!window || window.failures < limit) return 0;
  const end = window.counted_from + windowMs;
  return end > now ? end : 0;
}

/** Whole seconds until a moment, at least one. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(1, Math.ceil((at - now) / 1000));
}

/** The eight groups of an IPv6 address without `::`. */
function expandGroups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right];
}

/**
 * What failures from an address are counted under: an IPv4 address, also when written as an IPv6 one,
 * or the first 64 bits of an IPv6 address, which is the least that one customer is given.
 */
export function addressBucket(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const network = expandGroups(plain).slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
