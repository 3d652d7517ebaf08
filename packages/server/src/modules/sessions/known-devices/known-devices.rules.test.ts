import { describe, expect, test } from 'vitest';
import { deviceKey, forgottenAfterMs, isWorthNoting } from './known-devices.rules.ts';

const browser = { device: 'cookie-1', userAgent: 'Firefox', address: '198.51.100.7' };
const program = { userAgent: 'curl/8', address: '198.51.100.7' };

describe('what tells a device from others', () => {
  test('of a browser is its cookie alone, wherever it is and however it is updated', () => {
    const moved = { ...browser, userAgent: 'Firefox, a newer one', address: '203.0.113.9' };
    expect(deviceKey('ann', moved)).toBe(deviceKey('ann', browser));
    expect(deviceKey('ann', { ...browser, device: 'cookie-2' })).not.toBe(deviceKey('ann', browser));
  });

  test('of a program is what it calls itself, and its network', () => {
    const same = ['198.51.100.250', '::ffff:198.51.100.9'].map((address) => ({ ...program, address }));
    for (const one of same) expect(deviceKey('ann', one)).toBe(deviceKey('ann', program));
    const others = [
      { ...program, address: '198.51.101.7' },
      { ...program, address: null },
      { ...program, userAgent: 'curl/9' },
      { ...program, userAgent: null },
    ];
    const keys = [program, ...others].map((one) => deviceKey('ann', one));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is a network of 64 bits with IPv6', () => {
    const at = (address: string): string => deviceKey('ann', { ...program, address });
    expect(at('2001:db8:1:2::9')).toBe(at('2001:db8:1:2:ffff::1'));
    expect(at('2001:db8:1:3::9')).not.toBe(at('2001:db8:1:2::9'));
  });

  test('stays what it was in earlier releases, whose databases know devices by it', () => {
    expect(deviceKey('ann', browser)).toBe('["ann","browser","cookie-1"]');
    expect(deviceKey('ann', program)).toBe('["ann","program","curl/8","198.51.100.0/24"]');
    expect(deviceKey('ann', { userAgent: null, address: null })).toBe('["ann","program","",""]');
  });

  test('means nothing for another user, nor a cookie for a program', () => {
    expect(deviceKey('bob', browser)).not.toBe(deviceKey('ann', browser));
    const alike = { device: null, userAgent: 'cookie-1', address: null };
    expect(deviceKey('ann', alike)).not.toBe(deviceKey('ann', { ...alike, device: 'cookie-1' }));
    expect(deviceKey('ann', { ...program, device: '' })).toBe(deviceKey('ann', program));
  });
});

test('a device is noted once a day', () => {
  const dayMs = 24 * 60 * 60 * 1000;
  const seenAt = Date.UTC(2026, 10, 27);
  expect([0, dayMs, dayMs + 1].map((later) => isWorthNoting(seenAt, seenAt + later))).toEqual([
    false,
    false,
    true,
  ]);
});

test('a device is forgotten when it was not seen for a year', () => {
  expect(new Date(forgottenAfterMs).toISOString()).toBe('1971-01-01T00:00:00.000Z');
});
