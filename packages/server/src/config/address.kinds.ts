import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { Kind } from './setting.types.ts';

export const hostName: Kind<string> = {
  description: 'host name or address',
  parse(value) {
    const isName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value);
    return isName || isIP(value) !== 0
      ? { value }
      : { expected: 'a host name or an IP address, without a port' };
  },
};

/** Scheme, host and port only: tokens repeat it as their issuer, letter by letter. */
export const publicUrl: Kind<string> = {
  description: 'http or https URL without path',
  parse(value) {
    const url = URL.parse(value);
    if (!url || !/^https?:$/.test(url.protocol)) return { expected: 'an http or https URL' };
    return url.origin === value.toLowerCase() || isDefaultPortSpelledOut(url, value)
      ? { value: url.origin }
      : { expected: 'only scheme, host and port', id: 'CFG-E007' };
  },
};

function isDefaultPortSpelledOut(url: URL, value: string): boolean {
  return value.toLowerCase() === `${url.origin}:${url.protocol === 'https:' ? '443' : '80'}`;
}

/** Whoever connects takes name and password apart, and would fail at a percent sign that encodes nothing. */
function hasReadableCredentials({ username, password }: URL): boolean {
  try {
    return [username, password].every((part) => typeof decodeURIComponent(part) === 'string');
  } catch {
    return false;
  }
}

/** A URL of one of these schemes, as it stands. */
export function plainUrl(protocols: readonly string[], example: string): Kind<string> {
  return {
    description: `URL such as \`${example}\``,
    parse(value) {
      const url = URL.parse(value);
      return url && protocols.includes(url.protocol) && url.hostname !== '' && hasReadableCredentials(url)
        ? { value }
        : { expected: `a URL such as ${example}, special characters percent-encoded` };
    },
  };
}

/** An address or a CIDR range (RFC 4632, RFC 4291 section 2.3). */
export const addressRange: Kind<string> = {
  description: 'IP address or CIDR range',
  parse(value) {
    const [address = '', prefix, ...rest] = value.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? 0 : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
    const isRange = version !== 0 && rest.length === 0 && bits <= (version === 4 ? 32 : 128);
    return isRange ? { value } : { expected: 'an IP address or CIDR range such as 10.0.0.0/8' };
  },
};

/**
 * `postgres://` and `postgresql://` as they stand; any number of slashes after `sqlite:` starts an
 * absolute path, because tutorials write `sqlite:///` and `sqlite:////` for the same thing.
 */
export const databaseUrl: Kind<string> = {
  description: '`postgres://…` or `sqlite:///…`',
  parse(value, { cwd }) {
    if (/^postgres(ql)?:\/\//i.test(value)) {
      const url = URL.parse(value);
      return url && hasReadableCredentials(url)
        ? { value }
        : {
            expected: 'postgres://user:password@host:5432/name, special characters percent-encoded',
            id: 'CFG-E010',
          };
    }
    const path = /^sqlite:(.+)$/i.exec(value)?.[1];
    if (path === undefined || path.includes(':memory:') || path.endsWith('/')) {
      return { expected: 'postgres://…, postgresql://… or sqlite:///absolute/path/to/file', id: 'CFG-E010' };
    }
    return { value: `sqlite:${path.startsWith('/') ? path.replace(/^\/+/, '/') : resolve(cwd, path)}` };
  },
};

/** The URL at which a server on this host and port is reached from the same machine. */
export function localUrl(host: string, port: number): string {
  const isLocal = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|::1?|\[::1?\])$/.test(host);
  const name = isLocal ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`).origin;
}
