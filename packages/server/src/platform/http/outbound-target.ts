import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { reachOf } from './address-reach.rules.ts';
import { OutboundError, systemCodeOf } from './outbound-error.ts';

/** All addresses of a name. Rejects when it has none. */
export type ResolveHost = (hostname: string) => Promise<LookupAddress[]>;

export interface TargetRules {
  /** Lets `http:` through and addresses of this machine. For development and tests. */
  allowLoopback: boolean;
  /** Lets every address and port through: a stranger has not chosen them. */
  isOperators?: boolean;
}

/** Where a request goes: only these addresses, whatever the name resolves to a moment later. */
export interface OutboundTarget {
  url: URL;
  addresses: LookupAddress[];
}

const httpsPort = 443;
const firstUnprivilegedPort = 1024;

/** As the system resolves names: /etc/hosts counts, and what a container is told. */
export const systemResolve: ResolveHost = (hostname) => lookup(hostname, { all: true, order: 'verbatim' });

/** An address as a host, without the brackets of IPv6; undefined for a name. WHATWG URLs know all spellings. */
function literalOf({ hostname }: URL): LookupAddress | undefined {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const family = isIP(address);
  return family === 0 ? undefined : { address, family };
}

/** A final dot makes another text of the same host, which certificates and comparisons do not know. */
function isWellFormed({ protocol, username, password, hostname }: URL, rules: TargetRules): boolean {
  const isSchemeFine = protocol === 'https:' || (protocol === 'http:' && rules.allowLoopback);
  return isSchemeFine && username === '' && password === '' && hostname !== '' && !hostname.endsWith('.');
}

/** Services of other protocols listen below 1024. */
function isPublicPort({ port }: URL): boolean {
  return port === '' || Number(port) === httpsPort || Number(port) >= firstUnprivilegedPort;
}

async function addressesOf(url: URL, resolve: ResolveHost): Promise<LookupAddress[]> {
  const literal = literalOf(url);
  if (literal) return [literal];
  try {
    const addresses = await resolve(url.hostname);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw new OutboundError('unresolved', systemCodeOf(error));
  }
  throw new OutboundError('unresolved');
}

/**
 * Resolves the host of a URL once and checks everything that it resolved to: one address among them that a
 * stranger may not make us call is enough to refuse. Errors: OutboundError.
 */
export async function findTarget(
  url: URL,
  rules: TargetRules & { resolve: ResolveHost },
): Promise<OutboundTarget> {
  if (!isWellFormed(url, rules)) throw new OutboundError('url');
  const addresses = await addressesOf(url, rules.resolve);
  const isLoopback = addresses.every(({ address }) => reachOf(address) === 'loopback');
  if (isLoopback && rules.allowLoopback) return { url, addresses };
  if (rules.isOperators === true && url.protocol === 'https:') return { url, addresses };
  if (!addresses.every(({ address }) => reachOf(address) === 'public')) throw new OutboundError('address');
  if (url.protocol !== 'https:' || !isPublicPort(url)) throw new OutboundError('url');
  return { url, addresses };
}
