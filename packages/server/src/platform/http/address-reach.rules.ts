import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Who may be behind an address: anybody, this machine, or nobody whom a stranger may make us call. */
export type Reach = 'public' | 'loopback' | 'special';

/** The IANA registry of special-purpose addresses, multicast, and what clouds keep for their own machines. */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  // Link-local, and where clouds serve the credentials of a machine.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Looks public; on Azure it is the host of the virtual machine.
  '168.63.129.16/32',
];

/** Within global unicast; everything outside of 2000::/3 is special anyway. */
const specialIpv6 = [
  // Protocol assignments: Teredo with any IPv4 address in it, benchmarking, ORCHID.
  '2001::/23',
  '2001:db8::/32',
  // 6to4 (RFC 7526 retired it): any IPv4 address in it.
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
];

/** One list for each family: BlockList takes an IPv4 address for the IPv6 one that contains it. */
function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return (address) => list.check(address, family);
}

const isLoopbackIpv4 = listOf('ipv4', ['127.0.0.0/8']);
const isSpecialIpv4 = listOf('ipv4', specialIpv4);
const isGlobalIpv6 = listOf('ipv6', ['2000::/3']);
const isSpecialIpv6 = listOf('ipv6', specialIpv6);

/** `::ffff:a.b.c.d` and `64:ff9b::a.b.c.d` (RFC 4291 section 2.5.5.2, RFC 6052), in the form of RFC 5952. */
const carriedPattern = /^(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** The IPv4 address that is reached through an IPv6 one. */
function carriedIpv4(shortest: string): string | undefined {
  const [, high, low] = carriedPattern.exec(shortest) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(Number.parseInt(high, 16), 0);
  bytes.writeUInt16BE(Number.parseInt(low, 16), 2);
  return bytes.join('.');
}

function reachOfIpv4(address: string): Reach {
  if (isLoopbackIpv4(address)) return 'loopback';
  return isSpecialIpv4(address) ? 'special' : 'public';
}

/** `special` for whatever is not an address, and for one with a zone: only link-local ones need it. */
export function reachOf(address: string): Reach {
  if (isIPv4(address)) return reachOfIpv4(address);
  if (!isIPv6(address) || address.includes('%')) return 'special';
  const shortest = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  if (shortest === '::1') return 'loopback';
  const carried = carriedIpv4(shortest);
  if (carried !== undefined) return reachOfIpv4(carried);
  return isGlobalIpv6(shortest) && !isSpecialIpv6(shortest) ? 'public' : 'special';
}
