import { BlockList, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** `localhost`, `127.0.0.1` or `[::1]`, with any port. */
const ownHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** What proxies add for those who do not ask from here. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

export interface Asker {
  /** The other end of the connection, whatever headers say. */
  peer: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Whether somebody asks from the machine itself: not by way of a proxy on it, and not by a page of another site
 * that made its name lead here.
 */
export function isFromOwnMachine({ peer, headers }: Asker): boolean {
  if (peer === undefined || !isLoopback(peer)) return false;
  if (proxyHeaders.some((name) => headers[name] !== undefined)) return false;
  const { host } = headers;
  return typeof host === 'string' && ownHost.test(host);
}
