/** An address as one of the two families and its bits, with IPv4 written inside IPv6 taken for what it is. */
export interface Address {
  family: 'ipv4' | 'ipv6';
  bits: bigint;
}

export interface AddressRange extends Address {
  prefixLength: number;
}

const familyBits = { ipv4: 32, ipv6: 128 } as const;
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
/** Longer text is no address (RFC 4291 section 2.2, and a zone). */
const maxLength = 64;

/** What is before the first separator, and what is behind it if there is one. */
function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function ipv4Bits(text: string): bigint | undefined {
  if (!ipv4Pattern.test(text)) return undefined;
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

/** The groups of one side of `::`; its last may be written as IPv4. */
function groupsOf(side: string, isLast: boolean): bigint[] | undefined {
  if (side === '') return [];
  const parts = side.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(BigInt(`0x${part}`));
      continue;
    }
    const embedded = isLast && index === parts.length - 1 ? ipv4Bits(part) : undefined;
    if (embedded === undefined) return undefined;
    groups.push(embedded >> 16n, embedded & 0xffffn);
  }
  return groups;
}

function ipv6Bits(text: string): bigint | undefined {
  const [left, right] = cut(text, '::');
  const head = groupsOf(left, right === undefined);
  const tail = groupsOf(right ?? '', true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  // `::` stands for at least one group.
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** Undefined for anything but a literal address; a zone (`%eth0`) says where, not who, and is dropped. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > maxLength) return undefined;
  const [plain] = cut(text, '%');
  if (!plain.includes(':')) {
    const bits = ipv4Bits(plain);
    return bits === undefined ? undefined : { family: 'ipv4', bits };
  }
  const bits = ipv6Bits(plain);
  if (bits === undefined) return undefined;
  // `::ffff:1.2.3.4` reaches the same machine as 1.2.3.4 (RFC 4291 section 2.5.5.2).
  return bits >> 32n === 0xffffn ? { family: 'ipv4', bits: bits & 0xffff_ffffn } : { family: 'ipv6', bits };
}

/** The one way in which an address is written: dots for IPv4, the shortest form for IPv6 (RFC 5952). */
export function formatAddress({ family, bits }: Address): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join('.');
  const groups = bits
    .toString(16)
    .padStart(32, '0')
    .replace(/.{4}(?!$)/g, '$&:');
  return new URL(`http://[${groups}]/`).hostname.slice(1, -1);
}

/** A single address or a CIDR range (RFC 4632), its host bits cleared; undefined for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  const [written, suffix] = cut(text.trim(), '/');
  const address = written.includes('%') ? undefined : parseAddress(written);
  if (!address || (suffix !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(suffix))) return undefined;
  const bits = familyBits[address.family];
  // A prefix written for the IPv6 form of an IPv4 address counts the 96 bits before it.
  const surplus = (written.includes(':') ? 128 : 32) - bits;
  const prefixLength = suffix === undefined ? bits : Number(suffix) - surplus;
  if (prefixLength < 0 || prefixLength > bits) return undefined;
  const hostBits = BigInt(bits - prefixLength);
  return { family: address.family, bits: (address.bits >> hostBits) << hostBits, prefixLength };
}

/**
 * A function that says whether any of the ranges covers an address, in time that does not grow with the list.
 * TypeError for a range that is none.
 */
export function matcherOf(ranges: readonly string[]): (address: Address) => boolean {
  const networks = new Map<string, { hostBits: bigint; family: string; networks: Set<bigint> }>();
  for (const text of ranges) {
    const range = parseRange(text);
    if (!range) throw new TypeError(`${JSON.stringify(text)} is no address and no CIDR range.`);
    const { family, bits, prefixLength } = range;
    const key = `${family}/${prefixLength}`;
    const hostBits = BigInt(familyBits[family] - prefixLength);
    const known = networks.get(key) ?? { hostBits, family, networks: new Set<bigint>() };
    networks.set(key, known);
    known.networks.add(bits >> hostBits);
  }
  const lists = [...networks.values()];
  return ({ family, bits }) =>
    lists.some((list) => list.family === family && list.networks.has(bits >> list.hostBits));
}
