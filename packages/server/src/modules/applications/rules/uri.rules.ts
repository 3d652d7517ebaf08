import type { ApplicationKind } from '../applications.types.ts';

const maxLength = 2_000;

/** Its parts as they were written: what a parser would put right is a difference that exact matching misses. */
interface WrittenUri {
  scheme: string;
  /** Null when there is none. */
  authority: string | null;
  path: string;
}

/** RFC 3986 section 2, without `#` (there is no fragment) and `*` (there are no wildcards). */
const characters = /^(?:[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=]|%[0-9A-Fa-f]{2})+$/;
const parts = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?]*))?([^?]*)/;
const encodedControl = /%(?:[01][0-9a-f]|7f)/i;
/** An encoded dot, slash or backslash, or a segment of dots: some parsers would go elsewhere with it. */
const climbing = /%(?:2e|2f|5c)|(?:^|\/)\.{1,2}(?:\/|$)/i;
const hostAndPort = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/;
const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const neverRedirectedTo: ReadonlySet<string> = new Set([
  ...['javascript', 'data', 'file', 'blob', 'vbscript', 'about', 'view-source', 'filesystem'],
]);

function readUri(text: string): WrittenUri | string {
  if (text.length > maxLength) return `Use at most ${String(maxLength)} characters.`;
  if (text.includes('#')) return 'Leave the fragment away.';
  if (text.includes('*')) return 'Wildcards are not understood: addresses are compared exactly.';
  if (!characters.test(text) || encodedControl.test(text)) {
    return 'Use only the characters of a URI, the others percent-encoded; no spaces, controls or backslashes.';
  }
  const [, scheme, authority = null, path = ''] = parts.exec(text) ?? [];
  if (scheme === undefined) return 'Write an absolute URI, such as https://app.example.org/callback.';
  if (authority?.includes('@') === true) return 'Leave user name and password away.';
  if (climbing.test(path)) return 'Leave . and .. out of the path, and encoded dots and slashes, too.';
  return { scheme: scheme.toLowerCase(), authority, path };
}

/** The host as it was written; undefined for one that a parser would read as something else. */
function readHost(text: string, { authority }: WrittenUri): string | undefined {
  const host = hostAndPort.exec(authority ?? '')?.[1]?.toLowerCase();
  const parsed = URL.parse(text);
  return host !== undefined && parsed?.hostname === host ? host : undefined;
}

interface WebUriOptions {
  /** For whom `http` will do. Default nobody. */
  http?: 'nobody' | 'loopback' | 'everybody';
}

function problemOfWebUri(text: string, options: WebUriOptions = {}): string | undefined {
  const { http = 'nobody' } = options;
  const uri = readUri(text);
  if (typeof uri === 'string') return uri;
  if (uri.scheme !== 'https' && uri.scheme !== 'http') return 'Write an https address.';
  const host = readHost(text, uri);
  if (host === undefined) return 'The host or port is not written as browsers write it.';
  const isAllowed = uri.scheme === 'https' || http === 'everybody';
  if (isAllowed || (http === 'loopback' && loopbackHosts.has(host))) return undefined;
  if (http === 'nobody') return 'Use https.';
  return 'Use https; http is only for 127.0.0.1, [::1] and localhost.';
}

/**
 * Why a browser must not be sent there with a code or after signing out: https, http on one's own machine, or
 * for native applications a scheme of their own (RFC 8252 section 7).
 */
export function problemOfRedirectUri(text: string, kind: ApplicationKind): string | undefined {
  const uri = readUri(text);
  if (typeof uri === 'string') return uri;
  if (uri.scheme === 'https' || uri.scheme === 'http') return problemOfWebUri(text, { http: 'loopback' });
  if (kind !== 'native') return 'Use https; other schemes are for native applications.';
  // A name in reverse, as RFC 8252 section 7.1 asks: nobody else registers it by accident.
  if (!uri.scheme.includes('.') || neverRedirectedTo.has(uri.scheme)) {
    return 'Name the scheme after a domain of yours, such as com.example.app:/callback.';
  }
  const hasPath = uri.authority !== null || uri.path.startsWith('/');
  return hasPath && URL.canParse(text) ? undefined : 'Write a path after the scheme, such as :/callback.';
}

/** Why pages from there may not call the endpoints: not `scheme://host[:port]` as browsers send it. */
export function problemOfOrigin(text: string): string | undefined {
  const problem = problemOfWebUri(text, { http: 'loopback' });
  if (problem !== undefined) return problem;
  const isExact = URL.parse(text)?.origin === text;
  return isExact ? undefined : 'Write an origin as browsers send it, such as https://app.example.org.';
}

/** Why Ostiary itself must not call it. */
export function problemOfCalledUri(text: string, isProduction: boolean): string | undefined {
  return problemOfWebUri(text, { http: isProduction ? 'nobody' : 'loopback' });
}

/** Why it must not be linked to or shown. */
export function problemOfShownUri(text: string): string | undefined {
  return problemOfWebUri(text, { http: 'everybody' });
}
