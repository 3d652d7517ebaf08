import type { Fetch } from '../types.ts';
import type { Answer } from './answer.ts';
import { unavailable } from './answer.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { ProxyOptions, ProxyProblem } from './proxy.types.ts';

export interface UpstreamCall {
  method: 'GET' | 'POST';
  /** Below the token API's `/auth/`. */
  path: string;
  body?: Record<string, unknown>;
  authorization?: string | undefined;
  /** Whether sending it twice does what sending it once does. */
  isRepeatable: boolean;
  /** The end user's. */
  address: string | undefined;
  userAgent: string | null;
}

export interface Upstream {
  ask(call: UpstreamCall): Promise<Answer & { isAvailable: boolean }>;
}

export interface UpstreamDeps extends Pick<ProxyOptions, 'url' | 'key' | 'onProblem'> {
  timeoutMs: number;
  fetch: Fetch;
  breaker: CircuitBreaker;
}

/** Headers of the token API that mean something to end users. */
const passedOn = ['retry-after', 'www-authenticate'];
/** What Ostiary says of a service key that it does not take, whoever the end user is. */
const keyRefusal = 'service_key_not_valid';
const retryAfterMs = 1000;

/** Without its zone, which means nothing on another machine (RFC 4007 section 6). Undefined for what is no address. */
function readAddress(text: string): string | undefined {
  const [address = ''] = text.split('%');
  const isV6 = address.includes(':');
  if (isV6) return URL.canParse(`http://[${address}]`) ? address : undefined;
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && URL.canParse(`http://${address}`) ? address : undefined;
}

function headersOf(call: UpstreamCall, key: string): Headers {
  const headers = new Headers({ accept: 'application/json', 'ostiary-service': key });
  if (call.body) headers.set('content-type', 'application/json');
  if (call.authorization !== undefined) headers.set('authorization', call.authorization);
  if (call.userAgent !== null) headers.set('user-agent', call.userAgent);
  const address = call.address === undefined ? undefined : readAddress(call.address);
  if (address !== undefined) headers.set('ostiary-client-address', address);
  return headers;
}

/** Undefined for whatever is not an answer of the token API: errors of its own, gateways, pages. */
async function readAnswer(response: Response): Promise<Answer | undefined> {
  const text = await response.text();
  const { status } = response;
  const retryAfter = response.headers.get('retry-after');
  if (status < 200 || (status >= 300 && status < 400) || status >= 500) {
    // Overload is an answer: it says itself when to come again.
    if (status !== 503 || retryAfter === null) return undefined;
  }
  const body = parseObject(text);
  if (body === undefined) return undefined;
  const headers = passedOn.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status, body, headers };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Fetch rejects with a TypeError when there was no connection or it broke; a timeout is a DOMException. */
function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError;
}

/** The token API behind a circuit breaker. Connections are kept and used again by `fetch`. */
export function createUpstream({ url, key, timeoutMs, fetch, breaker, onProblem }: UpstreamDeps): Upstream {
  const base = `${url.replace(/\/+$/, '')}/auth/`;

  async function send(call: UpstreamCall): Promise<Answer> {
    const response = await fetch(`${base}${call.path}`, {
      method: call.method,
      headers: headersOf(call, key),
      // Somebody else's address must not get the service key.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(call.body && { body: JSON.stringify(call.body) }),
    });
    const answer = await readAnswer(response);
    if (!answer) throw new UnexpectedAnswer(response.status);
    return answer;
  }

  async function sendWithRetry(call: UpstreamCall): Promise<Answer> {
    try {
      return await send(call);
    } catch (error) {
      if (!call.isRepeatable || !isConnectionError(error)) throw error;
      return send(call);
    }
  }

  const report = (problem: ProxyProblem): void => onProblem?.(problem);

  return {
    async ask(call) {
      const pass = breaker.enter();
      if (!pass.isAllowed) return { ...unavailable(pass.retryAfterMs), isAvailable: false };
      try {
        const answer = await sendWithRetry(call);
        pass.settle('answered');
        if (!isKeyRefusal(answer)) return { ...answer, isAvailable: true };
        report({ kind: 'key_refused', path: call.path });
      } catch (cause) {
        pass.settle('failed');
        report({ kind: 'unavailable', path: call.path, cause });
      }
      return { ...unavailable(retryAfterMs), isAvailable: false };
    },
  };
}

function isKeyRefusal({ status, body }: Answer): boolean {
  return status === 401 && (body as { code?: unknown }).code === keyRefusal;
}

/** The auth service, or what stands before it, answered with something else than the token API would. */
class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  readonly status: number;

  constructor(status: number) {
    super(`The authentication service answered ${status} with what is not of its token API`);
    this.status = status;
  }
}
