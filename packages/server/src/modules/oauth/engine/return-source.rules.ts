/**
 * Where a browser may be sent, as a source of a content security policy: an origin, or a scheme with its
 * colon for the address of a native application (RFC 8252 section 7.1). Null for what is no address.
 */
export function returnSourceOf(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const { protocol, origin } = new URL(uri);
  return protocol === 'http:' || protocol === 'https:' ? origin : protocol;
}
