import { randomFillSync } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes UUIDs of version 7 (RFC 9562 section 5.7): they sort by the time they were made. */
export type NewId = () => string;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in the lower-case form that Ostiary writes. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/**
 * Ids from one generator strictly increase, within a millisecond and when the clock steps back:
 * the 12 bits after the version are a counter (RFC 9562 section 6.2, method 1).
 */
export function createIds(clock: Clock): NewId {
  const bytes = Buffer.alloc(16);
  // Asked for in bulk: a call costs as much for 4 KiB as for the eight bytes of one id.
  const randomness = Buffer.alloc(4_096);
  let used = randomness.length;
  let lastMs = 0;
  let counter = 0;
  return () => {
    const nowMs = Math.max(clock.nowMs(), lastMs);
    counter = nowMs > lastMs ? 0 : counter + 1;
    // 4,096 ids in one millisecond: borrow the next one.
    lastMs = counter > 0xfff ? nowMs + 1 : nowMs;
    counter &= 0xfff;
    bytes.writeUIntBE(lastMs, 0, 6);
    if (used === randomness.length) {
      randomFillSync(randomness);
      used = 0;
    }
    randomness.copy(bytes, 8, used, used + 8);
    used += 8;
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
