import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Fetch } from './outbound.ts';
import { asOutboundError, OutboundError } from './outbound-error.ts';
import { findTarget, systemResolve, type OutboundTarget, type ResolveHost } from './outbound-target.ts';
import { toResponse } from './outbound-response.ts';

export interface GuardedFetchOptions {
  /** Lets `http:` through and addresses of this machine. For development and tests, never in production. */
  allowLoopback: boolean;
  /**
   * The operator set the URL: it may be anywhere, the own network and any port included; by TLS, but for what
   * `allowLoopback` lets through.
   */
  isOperators?: boolean;
  /** For everything, from the name of the host to the last byte of the answer. */
  timeoutMs: number;
  /** Of the body of an answer. */
  maxBytes: number;
  /** Replaces the system's name service. */
  resolve?: ResolveHost;
}

/** What is left of a request when it is about to be sent. */
interface Outgoing {
  target: OutboundTarget;
  method: string;
  headers: Record<string, string>;
  body: Buffer;
  signal: AbortSignal;
}

function hrefOf(input: string | URL | Request): string {
  if (typeof input === 'string') return input;
  return input instanceof URL ? input.href : input.url;
}

/** Answers with what was checked, so that a name cannot mean another address a moment later. */
function pinnedLookup({ addresses }: OutboundTarget): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function asInterruption(signal: AbortSignal): OutboundError {
  const reason: unknown = signal.reason;
  const isTimeout = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new OutboundError(isTimeout ? 'timeout' : 'cancelled');
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(asInterruption(signal));
  signal.addEventListener('abort', onAbort);
  try {
    if (signal.aborted) onAbort();
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function open({ target, method, headers }: Outgoing): ClientRequest {
  const send = target.url.protocol === 'https:' ? requestHttps : requestHttp;
  return send(target.url, {
    method,
    headers,
    lookup: pinnedLookup(target),
    // A connection of its own: nothing shared between targets, and no proxy that the environment names.
    agent: false,
    // Whatever the environment says.
    rejectUnauthorized: true,
  });
}

function send(outgoing: Outgoing): Promise<IncomingMessage> {
  const { body, signal } = outgoing;
  return new Promise((resolve, reject) => {
    const request = open(outgoing);
    let incoming: IncomingMessage | undefined;
    const onAbort = (): void => {
      (incoming ?? request).destroy(asInterruption(signal));
    };
    signal.addEventListener('abort', onAbort);
    request.on('error', (error) => reject(asOutboundError(error)));
    request.on('close', () => {
      signal.removeEventListener('abort', onAbort);
      // Closed without an error when the other side answers that it goes on in another protocol.
      reject(new OutboundError('unreachable'));
    });
    request.on('response', (message) => {
      incoming = message;
      // Whoever reads the body hears of it; nobody needs to read it.
      message.on('error', () => undefined);
      resolve(message);
    });
    if (body.length > 0) request.end(body);
    else request.end();
  });
}

/**
 * `fetch` for URLs that somebody else registered: only to the public internet unless it is the operator's, by TLS, at the very addresses that
 * were checked, without following redirects, without cookies or proxies, within bounds of time and size.
 * Takes the options of `fetch`; of these `redirect`, `dispatcher` and the like change nothing. An answer may
 * not be compressed. Errors: OutboundError, also from reading the body.
 */
export function createGuardedFetch(options: GuardedFetchOptions): Fetch {
  const { allowLoopback, isOperators = false, timeoutMs, maxBytes, resolve = systemResolve } = options;
  return async (input, init) => {
    const url = URL.parse(hrefOf(input));
    if (!url) throw new OutboundError('url');
    // Not the one of the request below, which stops following the caller's when it is collected as garbage.
    const outer = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(outer ? [outer] : [])]);
    const target = await unlessAborted(findTarget(url, { allowLoopback, isOperators, resolve }), signal);
    const request = new Request(input, init);
    const body = Buffer.from(await request.arrayBuffer());
    request.headers.delete('host');
    const headers = { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' };
    if (signal.aborted) throw asInterruption(signal);
    const message = await send({ target, method: request.method, headers, body, signal });
    return toResponse(message, maxBytes);
  };
}
