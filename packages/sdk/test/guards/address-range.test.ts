import fc from 'fast-check';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { expect, test } from 'vitest';
import { formatAddress, matcherOf, parseAddress, parseRange } from '../../src/guards/address-range.ts';

const addresses = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map((address) => `::ffff:${address}`),
);
const nearly = fc.string({ unit: fc.constantFrom(...'0123456789abcdef:.%/'.split('')), maxLength: 20 });

test('exactly that is an address which Node takes for one', () => {
  fc.assert(
    fc.property(fc.oneof(addresses, nearly), (text) => {
      fc.pre(!text.includes('%'));
      expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0);
    }),
    { numRuns: 3_000 },
  );
});

test('an address has one form, which stands for the same', () => {
  fc.assert(
    fc.property(addresses, (text) => {
      const address = parseAddress(text)!;
      expect(parseAddress(formatAddress(address))).toEqual(address);
      expect(address.family === 'ipv4').toBe(isIPv4(formatAddress(address)));
    }),
  );
  expect(formatAddress(parseAddress('2001:0DB8:0:0:1:0:0:1')!)).toBe('2001:db8::1:0:0:1');
  expect(formatAddress(parseAddress('::FFFF:1.2.3.4')!)).toBe('1.2.3.4');
});

test('a range covers what Node says that it covers', () => {
  const ranges = fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 128 }));
  const plain = fc.oneof(fc.ipV4(), fc.ipV6());
  const isMapped = (text: string) => text.includes(':') && parseAddress(text)?.family === 'ipv4';
  fc.assert(
    fc.property(ranges, plain, fc.boolean(), ([network, prefix], other, isNear) => {
      const bits = isIPv4(network) ? prefix % 33 : prefix;
      const address = isNear ? network : other;
      // Node takes an IPv4 address for the IPv6 one that contains it; here it is one of IPv4 alone.
      fc.pre(isIP(network) === isIP(address) && !isMapped(network) && !isMapped(address));
      const list = new BlockList();
      list.addSubnet(network, bits, isIPv4(network) ? 'ipv4' : 'ipv6');
      const expected = list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
      expect(matcherOf([`${network}/${bits}`])(parseAddress(address)!)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ...[
    '',
    'localhost',
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/08',
    '1.2.3.4/24/24',
  ],
  ...[
    '::1/129',
    'fe80::1%eth0',
    '::ffff:1.2.3.4/90',
    ':::',
    '1::2::3',
    '[::1]',
    '1:2:3:4:5:6:7:8:9',
    '1.2.3.4\0',
  ],
  ...['1.2.3.4:1:2:3:4:5:6', '::1.2.3.4:5', '1.2.3.4::5', '/24', '::/1000', '1.2.3.4/x8', '1.2.3.4/2x'],
  ...['1:2:3:4:5:6:7::8', '1.2.3.4::', `${'0'.repeat(60)}::1`],
])('%j is no range', (text) => {
  expect(parseRange(text)).toBeUndefined();
});

test('a mapped range is one of IPv4, and all of IPv6 is not all of IPv4', () => {
  expect(parseRange('::ffff:203.0.113.7/120')).toEqual(parseRange('203.0.113.0/24'));
  const isV6 = matcherOf(['::/0']);
  expect(['1.2.3.4', '::ffff:1.2.3.4', '::1'].map((text) => isV6(parseAddress(text)!))).toEqual([
    false,
    false,
    true,
  ]);
});

test('a range may have space around it, and an address a zone, which says where and not who', () => {
  expect(parseRange(' 10.0.0.0/8\n')).toEqual(parseRange('10.1.2.3/8'));
  expect(parseAddress('fe80::1%eth0')).toEqual(parseAddress('fe80::1'));
  expect(parseAddress(`fe80::1%${'x'.repeat(56)}`)).toEqual(parseAddress('fe80::1'));
  expect(parseAddress(`fe80::1%${'x'.repeat(57)}`)).toBeUndefined();
});
