import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressBucket, delayAfterMs, secondsUntil, windowRefusedUntil } from './limits.rules.ts';

describe('the delay of an account', () => {
  test('is none within the allowance, then doubles up to a quarter of an hour', () => {
    expect([0, 1, 4].map((failures) => delayAfterMs(failures, 5))).toEqual([0, 0, 0]);
    expect([5, 6, 7, 14].map((failures) => delayAfterMs(failures, 5))).toEqual([1000, 2000, 4000, 512_000]);
    expect([15, 100, 1e9].map((failures) => delayAfterMs(failures, 5))).toEqual([900_000, 900_000, 900_000]);
  });

  test('never shrinks with more failures, and never passes its bound', () => {
    const count = fc.nat({ max: 2 ** 40 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 1000 }), (a, b, allowed) => {
        const [fewer, more] = a < b ? [a, b] : [b, a];
        expect(delayAfterMs(more, allowed)).toBeGreaterThanOrEqual(delayAfterMs(fewer, allowed));
        expect(delayAfterMs(more, allowed)).toBeLessThanOrEqual(900_000);
        expect(delayAfterMs(fewer, allowed) > 0).toBe(fewer >= allowed);
      }),
    );
  });

  test('is told in whole seconds, at least one', () => {
    expect(secondsUntil(1001, 0)).toBe(2);
    expect(secondsUntil(1000, 0)).toBe(1);
    expect(secondsUntil(1, 0)).toBe(1);
    expect(secondsUntil(0, 5000)).toBe(1);
  });
});

describe('the window of an address', () => {
  const limits = { limit: 3, windowMs: 60_000 };
  test('refuses to its end once its failures are used up', () => {
    expect(windowRefusedUntil(undefined, 0, limits)).toBe(0);
    expect(windowRefusedUntil({ failures: 2, counted_from: 0 }, 10, limits)).toBe(0);
    expect(windowRefusedUntil({ failures: 3, counted_from: 0 }, 10, limits)).toBe(60_000);
    expect(windowRefusedUntil({ failures: 3, counted_from: 0 }, 60_000, limits)).toBe(0);
  });
});

describe('the bucket of an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unix', 'unix'],
  ])('%s is %s', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });

  test('is one for a whole IPv6 network, however it is written', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, groups, (a, b) => {
        const write = (parts: number[]): string => parts.map((part) => part.toString(16)).join(':');
        const together = [...a.slice(0, 4), ...b.slice(4)];
        expect(addressBucket(write(together))).toBe(addressBucket(write(a).toUpperCase()));
        // The URL parser writes an address in its shortest form.
        const short = new URL(`http://[${write(a)}]/`).hostname.slice(1, -1);
        expect(addressBucket(short)).toBe(addressBucket(write(a)));
      }),
    );
  });
});
