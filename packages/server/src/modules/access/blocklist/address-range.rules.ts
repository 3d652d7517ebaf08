import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** An address as one of its two families, with IPv4 written inside IPv6 taken for what it is. */
interface Address {
  family: 'ipv4' | 'ipv6';
  text: string;
}

export interface AddressRange extends Address {
  prefixLength: number;
}

const familyBits = { ipv4: 32, ipv6: 128 } as const;
const mappedPrefix = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** What is before the first separator, and what is behind it if there is one. */
function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The shortest form in small letters (RFC 5952), never with dots. */
function shortestIpv6(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

/** `::ffff:1.2.3.4` reaches the same machine as 1.2.3.4 (RFC 4291 section 2.5.5.2). */
function ipv4Within(shortest: string): string | undefined {
  const match = mappedPrefix.exec(shortest);
  if (!match) return undefined;
  const value = match.slice(1).reduce((bits, group) => bits * 0x1_0000 + Number.parseInt(group, 16), 0);
  return [24, 16, 8, 0].map((shift) => String((value >>> shift) & 0xff)).join('.');
}

/** Undefined for anything but a literal address; a zone (`%eth0`) says where, not who, and is dropped. */
export function parseAddress(text: string): Address | undefined {
  const [plain] = cut(text, '%');
  if (isIPv4(plain)) return { family: 'ipv4', text: plain };
  if (!isIPv6(plain)) return undefined;
  const shortest = shortestIpv6(plain);
  const ipv4 = ipv4Within(shortest);
  return ipv4 === undefined ? { family: 'ipv6', text: shortest } : { family: 'ipv4', text: ipv4 };
}

function toBits({ family, text }: Address): bigint {
  if (family === 'ipv4') return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  const [left, right] = cut(text, '::');
  const groups = (side: string): string[] => (side === '' ? [] : side.split(':'));
  const head = groups(left);
  const tail = groups(right ?? '');
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function fromBits(family: Address['family'], bits: bigint): string {
  const [size, count, radix] = family === 'ipv4' ? ([8n, 4n, 10] as const) : ([16n, 8n, 16] as const);
  const parts: string[] = [];
  for (let index = count - 1n; index >= 0n; index--) {
    parts.push(((bits >> (index * size)) & ((1n << size) - 1n)).toString(radix));
  }
  return family === 'ipv4' ? parts.join('.') : shortestIpv6(parts.join(':'));
}

/** A single address or a CIDR range (RFC 4632), its host bits cleared; undefined for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  const [written, suffix] = cut(text.trim(), '/');
  const address = written.includes('%') ? undefined : parseAddress(written);
  if (!address || (suffix !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(suffix))) return undefined;
  // A prefix written for the IPv6 form of an IPv4 address counts the 96 bits before it.
  const writtenBits = written.includes(':') ? 128 : 32;
  const bits = familyBits[address.family];
  const prefixLength = suffix === undefined ? bits : Number(suffix) - (writtenBits - bits);
  if (prefixLength < 0 || prefixLength > bits) return undefined;
  const hostBits = BigInt(bits - prefixLength);
  const network = (toBits(address) >> hostBits) << hostBits;
  return { family: address.family, text: fromBits(address.family, network), prefixLength };
}

/** The one way in which Ostiary writes a range: 203.0.113.0/24, 2001:db8::/32. */
export function formatRange(range: AddressRange): string {
  return `${range.text}/${String(range.prefixLength)}`;
}

/** A function that says whether any of the ranges covers an address. Ranges as `formatRange` writes them. */
export function matcherOf(ranges: readonly string[]): (address: string) => boolean {
  // One list for each family: BlockList takes an IPv4 address for the IPv6 one that contains it.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of ranges) {
    const range = parseRange(text);
    if (range) lists[range.family].addSubnet(range.text, range.prefixLength, range.family);
  }
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && lists[address.family].check(address.text, address.family);
  };
}
