/** What frameworks on Node know of a request. */
export interface IncomingParts {
  method: string;
  /** `http` or `https`, as the framework trusts its proxies. */
  scheme: string;
  host: string | undefined;
  /** Path and query, as they were sent. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
  /** The body, where nobody has read it yet. */
  body: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

function copyHeaders(sent: IncomingParts['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined || name.startsWith(':')) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function webStream(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      },
      // The connection is still needed for the answer, so that the rest is left to the framework.
      cancel: () => undefined,
    },
    // Nothing is taken before somebody asks for it: the request may be another route's.
    { highWaterMark: 0 },
  );
}

/** The request in web-standard form; undefined where its host or its path is no part of a URL. */
export function webRequest(parts: IncomingParts): Request | undefined {
  const { method, scheme, host = 'localhost', target, body } = parts;
  const url = `${scheme}://${host}${target}`;
  if (!target.startsWith('/') || !URL.canParse(url)) return undefined;
  const headers = copyHeaders(parts.headers);
  if (method === 'GET' || method === 'HEAD' || body === undefined)
    return new Request(url, { method, headers });
  if (body instanceof Uint8Array) return new Request(url, { method, headers, body: new Uint8Array(body) });
  const init = { method, headers, body: webStream(body), duplex: 'half' };
  return new Request(url, init);
}
