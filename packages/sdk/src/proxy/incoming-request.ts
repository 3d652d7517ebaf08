/** What frameworks on Node know of a request. */
export interface IncomingParts {
  method: string;
  scheme: string;
  host: string | undefined;
  /** Path and query, as it was sent. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
  /** The body as it comes, where nobody has read it yet. */
  stream: AsyncIterable<Uint8Array>;
  /** What a parser of the framework has made of the body, if one has. */
  parsed: unknown;
}

/** Those that are about the connection and not about the request (RFC 9110 section 7.6.1). */
const ofTheConnection = new Set([
  ...['connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade', 'expect', 'content-length'],
  ...['content-type'],
]);

function copyHeaders(sent: IncomingParts['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined || name.startsWith(':') || ofTheConnection.has(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function isParsed(parsed: unknown): boolean {
  return typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0;
}

/**
 * A request in the form that the proxy takes, its body not yet read unless the framework has done so. Undefined
 * where the host or the path is no part of a URL.
 */
export function toRequest(parts: IncomingParts): Request | undefined {
  const { method, scheme, host = 'localhost', target, stream, parsed } = parts;
  const base = `${scheme}://${host}`;
  if (!target.startsWith('/') || !URL.canParse(base + target)) return undefined;
  const headers = copyHeaders(parts.headers);
  if (method === 'GET' || method === 'HEAD') return new Request(base + target, { method, headers });
  if (isParsed(parsed)) {
    headers.set('content-type', 'application/json');
    return new Request(base + target, { method, headers, body: JSON.stringify(parsed) });
  }
  const type = parts.headers['content-type'];
  if (typeof type === 'string') headers.set('content-type', type);
  const init = { method, headers, body: toWebStream(stream), duplex: 'half' };
  return new Request(base + target, init);
}

/** Takes nothing of the body before somebody asks for it: the request may be another route's. */
function toWebStream(stream: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next: IteratorResult<Uint8Array, unknown> = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
