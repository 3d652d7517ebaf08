import { OstiaryError } from '../errors.ts';
import { callForJson } from '../http/http-call.ts';
import type { Fetch } from '../types.ts';

export interface ServerMetadata {
  /** Exactly as it is in `iss`. */
  issuer: string;
  /** Where the keys are, as this service reaches it. */
  jwksUrl: string;
}

export interface ServerAddress {
  /** Where Ostiary is reached, without a slash at the end. */
  url: string;
  /** What it calls itself. */
  issuer: string;
}

const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];
const maxBytes = 256 * 1024;
const timeoutMs = 10_000;

function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}

/**
 * An address without what does not belong to a base URL. TypeError for one that is none, or that names a user, a
 * query or a fragment.
 */
export function baseUrl(address: string, name: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`${name} must be the address of Ostiary, such as https://id.example.org`);
  }
  return withoutSlash(address);
}

/** Within one's own network Ostiary has another address than it calls itself by. */
function reachable(address: string, { url, issuer }: ServerAddress): string {
  return address.startsWith(`${issuer}/`) ? url + address.slice(issuer.length) : address;
}

function readMetadata(fields: Record<string, unknown>, server: ServerAddress): ServerMetadata {
  const { issuer, jwks_uri: jwksUri } = fields;
  // RFC 8414 section 3.3: whoever answers must be whom was asked for.
  if (typeof issuer !== 'string' || withoutSlash(issuer) !== server.issuer) {
    throw new OstiaryError(
      'issuer_mismatch',
      `${server.url} calls itself ${JSON.stringify(issuer)}, not ${JSON.stringify(server.issuer)}: set \`issuer\` to what it calls itself.`,
    );
  }
  if (typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) {
    throw new OstiaryError('protocol', `${server.url} does not say where its keys are.`);
  }
  const jwksUrl = reachable(jwksUri, server);
  if (server.url.startsWith('https:') && !jwksUrl.startsWith('https:')) {
    throw new OstiaryError('issuer_mismatch', `The keys of ${server.url} are at an address without TLS.`);
  }
  return { issuer, jwksUrl };
}

/**
 * What the server says of itself (RFC 8414, or OpenID Connect Discovery). Errors: `unavailable`, `protocol`,
 * `issuer_mismatch`.
 */
export async function discover(fetch: Fetch, server: ServerAddress): Promise<ServerMetadata> {
  let status = 0;
  for (const path of paths) {
    const url = server.url + path;
    const answer = await callForJson(fetch, {
      url,
      headers: { accept: 'application/json' },
      timeoutMs,
      maxBytes,
    });
    if (answer.status === 200) return readMetadata(answer.body, server);
    status = answer.status;
    if (status !== 404) break;
  }
  const code = status === 404 ? 'protocol' : 'unavailable';
  throw new OstiaryError(code, `${server.url} does not describe itself: it answers ${status}.`);
}
