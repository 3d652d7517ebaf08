const originPattern = /^https?:\/\/[a-z0-9._-]+(?::\d{1,5})?$/;
const schemePattern = /^[a-z][a-z0-9+.-]*:$/;

/**
 * What `form-action` must allow so that a browser follows the redirect after a form; undefined for nothing. A
 * host may hold `;`, which would begin a directive of somebody else's. CSP cannot name an IPv6 address, so its
 * scheme stands for it.
 */
export function formTarget(returnSource: string | null): string | undefined {
  const source = returnSource?.toLowerCase() ?? '';
  if (originPattern.test(source) || schemePattern.test(source)) return source;
  return /^(https?:)\/\/\[[0-9a-f:.]+\](?::\d{1,5})?$/.exec(source)?.[1];
}

/**
 * Where a browser may be sent, as a source of a content security policy: an origin, or a scheme with its
 * colon for the address of a native application (RFC 8252 section 7.1). Null for what is no address.
 */
export function returnSourceOf(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const { protocol, origin } = new URL(uri);
  return protocol === 'http:' || protocol === 'https:' ? origin : protocol;
}
