import { Readable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fetch } from '#platform/http/outbound.ts';
import { queryString } from './query-string.ts';
import { remoteFailure } from './remote-failure.ts';
import type { ApiRequest, ApiResponse, Transport } from './transport.types.ts';

export interface RemoteOptions {
  /** Without a slash at its end. */
  baseUrl: string;
  /** A static API token; null to call without. */
  token: string | null;
  /** How long an answer may take to begin. */
  patienceMs: number;
  fetch: Fetch;
}

const attempts = 3;
/** A server that asks for a longer pause is told to the caller instead. */
const longestPauseMs = 20_000;
const defaultPauseMs = 1_000;

/** A server elsewhere. Reads are repeated when it says that it is busy; nothing else is. */
export function openRemoteTransport(options: RemoteOptions): Transport {
  return {
    remoteUrl: options.baseUrl,
    async request(request) {
      for (let attempt = 1; ; attempt += 1) {
        const response = await send(options, request);
        const pauseMs = request.method === 'GET' ? pauseAsked(response) : undefined;
        if (pauseMs === undefined || pauseMs > longestPauseMs || attempt === attempts) return response;
        response.body.destroy();
        await sleep(pauseMs, undefined, { ...(request.signal && { signal: request.signal }) });
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Of a 429 or 503 (RFC 9110 section 10.2.3, in seconds); undefined for every other answer. */
function pauseAsked({ status, headers }: ApiResponse): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const asked = headers['retry-after'];
  if (asked === undefined) return defaultPauseMs;
  return /^\d{1,6}$/.test(asked) ? Number(asked) * 1_000 : Number.POSITIVE_INFINITY;
}

async function send(options: RemoteOptions, request: ApiRequest): Promise<ApiResponse> {
  const { method, path, query, headers, body } = request;
  const url = `${options.baseUrl}/api/v1${path}${queryString(query)}`;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), request.patienceMs ?? options.patienceMs);
  const signal = request.signal ? AbortSignal.any([request.signal, late.signal]) : late.signal;
  try {
    const response = await options.fetch(url, {
      method,
      headers: {
        ...headers,
        ...(options.token !== null && { authorization: `Token ${options.token}` }),
      },
      // The token is for this server: it follows no redirection to another.
      redirect: 'manual',
      signal,
      ...(body !== undefined && bodyOf(body)),
    });
    return { status: response.status, headers: headersOf(response), body: streamOf(response) };
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw remoteFailure(error, options.baseUrl, late.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

function bodyOf(body: string | Readable): RequestInit {
  if (typeof body === 'string') return { body };
  const stream: unknown = Readable.toWeb(body);
  // A stream can only be sent so (Fetch standard, `duplex`); the types of the platform lag behind.
  return { body: stream as ReadableStream, duplex: 'half' } as RequestInit;
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers);
}

function streamOf({ body }: Response): Readable {
  return body === null ? Readable.from([]) : Readable.fromWeb(body as NodeWebStream<Uint8Array>);
}
