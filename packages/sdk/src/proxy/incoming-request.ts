import { webRequest, type IncomingParts } from '../http/incoming-request.ts';

/** What frameworks on Node know of a request for the proxy. */
export interface ProxiedParts extends Omit<IncomingParts, 'body'> {
  /** The body as it comes, where nobody has read it yet. */
  stream: AsyncIterable<Uint8Array>;
  /** What a parser of the framework has made of the body, if one has. */
  parsed: unknown;
}

/** Those that are about the connection and not about the request (RFC 9110 section 7.6.1). */
const ofTheConnection = new Set([
  ...['connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade', 'expect', 'content-length'],
]);

function isParsed(parsed: unknown): boolean {
  return typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0;
}

/**
 * A request in the form that the proxy takes, its body not yet read unless the framework has done so. Undefined
 * where the host or the path is no part of a URL.
 */
export function toRequest({ stream, parsed, ...parts }: ProxiedParts): Request | undefined {
  const headers = Object.fromEntries(
    Object.entries(parts.headers).filter(([name]) => !ofTheConnection.has(name)),
  );
  if (!isParsed(parsed)) return webRequest({ ...parts, headers, body: stream });
  const body = new TextEncoder().encode(JSON.stringify(parsed));
  return webRequest({ ...parts, headers: { ...headers, 'content-type': 'application/json' }, body });
}
