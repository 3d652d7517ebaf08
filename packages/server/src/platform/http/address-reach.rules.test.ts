import { describe, expect, test } from 'vitest';
import { reachOf, type Reach } from './address-reach.rules.ts';

const addresses: Record<Reach, string[]> = {
  public: [
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '168.63.129.15',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
    '2001:200::1',
    '3ffe::1',
    // IPv4 in the clothes of IPv6.
    '::ffff:8.8.8.8',
    '::FFFF:808:808',
    '0:0:0:0:0:ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
  special: [
    // This network and unspecified: Linux takes 0.0.0.0 for itself.
    '0.0.0.0',
    '0.1.2.3',
    '::',
    // Private.
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.255.255',
    // Carrier-grade NAT, with one cloud's metadata in it.
    '100.64.0.0',
    '100.100.100.200',
    '100.127.255.255',
    // Link-local, with the metadata of most.
    '169.254.0.1',
    '169.254.169.254',
    'fe80::1',
    'febf::1',
    'fe80::1%eth0',
    '168.63.129.16',
    '192.0.0.192',
    // Documentation and benchmarks.
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '198.19.255.255',
    '2001:db8::1',
    '3fff::1',
    '2001:2::1',
    // Relays and sinks.
    '192.88.99.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    '2620:4f:8000::1',
    '100::1',
    // Multicast, reserved, broadcast.
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    'ff02::1',
    // Unique local, with one cloud's metadata; site-local; segment routing.
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    '5f00::1',
    // IPv4 inside: mapped, compatible, translated, NAT64 and its local prefix, 6to4, Teredo.
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0.0.0.0',
    '::7f00:1',
    '::127.0.0.1',
    '::8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::',
    '64:ff9b:1::8.8.8.8',
    '2002:7f00:1::',
    '2002:808:808::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    // Global, but with a zone.
    '2606:4700:4700::1111%eth0',
    // No addresses.
    '',
    'localhost',
    '127.1',
    '0x7f000001',
    '8.8.8.8 ',
    '08.8.8.8',
    '[::1]',
    '2606:4700:4700::1111/64',
  ],
};

describe.each(Object.entries(addresses))('%s', (reach, listed) => {
  test.each(listed)('%s', (address) => {
    expect(reachOf(address)).toBe(reach);
  });
});
