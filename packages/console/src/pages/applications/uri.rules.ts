/** What is wrong with an address, before the server says so. It has the last word. */
export type UriProblem =
  | 'fragment'
  | 'wildcard'
  | 'characters'
  | 'absolute'
  | 'credentials'
  | 'dots'
  | 'https'
  | 'ownScheme'
  | 'scheme'
  | 'schemePath'
  | 'host'
  | 'origin'
  | 'twice';

const characters = /^(?:[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=]|%[0-9A-Fa-f]{2})+$/;
const parts = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?]*))?([^?]*)/;
const dots = /%(?:2e|2f|5c)|(?:^|\/)\.{1,2}(?:\/|$)/i;
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

interface Read {
  scheme: string;
  authority: string | undefined;
  path: string;
}

function read(text: string): Read | UriProblem {
  if (text.includes('#')) return 'fragment';
  if (text.includes('*')) return 'wildcard';
  if (!characters.test(text)) return 'characters';
  const [, scheme, authority, path = ''] = parts.exec(text) ?? [];
  if (scheme === undefined) return 'absolute';
  if (authority?.includes('@') === true) return 'credentials';
  return dots.test(path) ? 'dots' : { scheme: scheme.toLowerCase(), authority, path };
}

/** Written as browsers write it: addresses are compared letter by letter. */
function webProblem(text: string, { scheme, authority = '' }: Read): UriProblem | undefined {
  const host = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/.exec(authority)?.[1]?.toLowerCase();
  if (host === undefined || URL.parse(text)?.hostname !== host) return 'host';
  return scheme === 'https' || loopback.includes(host) ? undefined : 'https';
}

/** Where a browser may be sent back to. */
export function redirectProblem(text: string, isNative: boolean): UriProblem | undefined {
  const uri = read(text);
  if (typeof uri === 'string') return uri;
  if (uri.scheme === 'https' || uri.scheme === 'http') return webProblem(text, uri);
  if (!isNative) return 'ownScheme';
  if (!uri.scheme.includes('.')) return 'scheme';
  return uri.authority !== undefined || uri.path.startsWith('/') ? undefined : 'schemePath';
}

/** Where scripts may call from. */
export function originProblem(text: string): UriProblem | undefined {
  const uri = read(text);
  if (typeof uri === 'string') return uri;
  if (uri.scheme !== 'https' && uri.scheme !== 'http') return 'origin';
  return webProblem(text, uri) ?? (URL.parse(text)?.origin === text ? undefined : 'origin');
}

/** One for each address, in their order. */
export function listProblems(
  uris: readonly string[],
  problemOf: (uri: string) => UriProblem | undefined,
): readonly (UriProblem | undefined)[] {
  return uris.map((uri, index) => {
    if (uri === '') return undefined;
    return uris.indexOf(uri) < index ? 'twice' : problemOf(uri);
  });
}

/** The origins of web addresses, each once. */
export function originsOf(uris: readonly string[]): string[] {
  const origins = uris.flatMap((uri) => (/^https?:/i.test(uri) ? (URL.parse(uri)?.origin ?? []) : []));
  return [...new Set(origins)];
}
