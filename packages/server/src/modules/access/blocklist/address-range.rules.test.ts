import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRange, matcherOf, parseAddress, parseRange } from './address-range.rules.ts';

function canonical(text: string): string | undefined {
  const range = parseRange(text);
  return range && formatRange(range);
}

describe('a range', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7/32'],
    [' 203.0.113.7 ', '203.0.113.7/32'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001/32', '2001:db8::/32'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['::/0', '::/0'],
    ['::1', '::1/128'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::ffff:cb00:7107/120', '203.0.113.0/24'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['2001:db8:1:2:3:4:5:6/127', '2001:db8:1:2:3:4:5:6/127'],
    ['10.0.0.0/8\n', '10.0.0.0/8'],
  ])('%s is written %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each([
    ...[
      '',
      'localhost',
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '256.1.1.1',
      '0x7f.1.1.1',
      '1.2.3.4/33',
      '1.2.3.4/-1',
    ],
    ...[
      '1.2.3.4/',
      '1.2.3.4/08',
      '1.2.3.4/1e1',
      '1.2.3.4/255.255.255.0',
      '::1/129',
      'fe80::1%eth0',
      '::ffff:1.2.3.4/90',
    ],
    ...[
      '/24',
      '/',
      'x1.2.3.4/24',
      '1.2.3.4/x8',
      '1.2.3.4/2x',
      '::/1000',
      '1.2.3.4/24/24',
      ':::',
      'g::1',
      '[::1]',
      '1.2.3.4\0',
    ],
  ])('%j is none', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  test('is the same when written again', () => {
    const addresses = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(addresses, fc.nat({ max: 128 }), (address, prefix) => {
        const once = canonical(`${address}/${String(prefix)}`);
        fc.pre(once !== undefined);
        expect(canonical(once)).toBe(once);
      }),
    );
  });

  test('covers the address it was made from and, as a /0, the whole family', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 32 }), (address, prefix) => {
        const range = parseRange(
          address.includes(':') ? `${address}/${String(96 + prefix)}` : `${address}/${String(prefix)}`,
        );
        expect(matcherOf([formatRange(range!)])(address)).toBe(true);
      }),
    );
  });
});

describe('matching', () => {
  const ranges = ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7/32'];

  test.each([
    ['203.0.113.0', true],
    ['203.0.113.255', true],
    ['203.0.114.0', false],
    ['::ffff:203.0.113.9', true],
    ['::FFFF:cb00:7109', true],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:1::1', true],
    ['2001:DB8:1::1%eth0', true],
    ['2001:db9::1', false],
    ['nonsense', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(matcherOf(ranges)(address)).toBe(expected);
  });

  test('a range that cannot be read covers nothing, and keeps no other from what it covers', () => {
    const isListed = matcherOf(['nonsense', '198.51.100.7/32']);
    expect([isListed('198.51.100.7'), isListed('nonsense')]).toEqual([true, false]);
  });

  test('all of IPv6 is not all of IPv4, whichever way IPv4 is written', () => {
    const isV6 = matcherOf(['::/0']);
    expect([isV6('1.2.3.4'), isV6('::ffff:1.2.3.4'), isV6('::1')]).toEqual([false, false, true]);
    const isV4 = matcherOf(['0.0.0.0/0']);
    expect([isV4('1.2.3.4'), isV4('::ffff:1.2.3.4'), isV4('::1')]).toEqual([true, true, false]);
  });
});

test('an address is read as what it reaches', () => {
  expect(parseAddress('::ffff:1.2.3.4')).toEqual({ family: 'ipv4', text: '1.2.3.4' });
  expect(parseAddress('2001:DB8:0::1')).toEqual({ family: 'ipv6', text: '2001:db8::1' });
  expect(parseAddress('::ffff:a00:1')).toEqual({ family: 'ipv4', text: '10.0.0.1' });
  expect(parseAddress('1.2.3')).toBeUndefined();
});

test('an address of IPv6 that only resembles one of IPv4 is not read as one', () => {
  for (const text of ['2001:db8::ffff:102:304', '::ffff:102:304:5', '::fffe:102:304']) {
    expect(parseAddress(text)).toEqual({ family: 'ipv6', text });
  }
});
