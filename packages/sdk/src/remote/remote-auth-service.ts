import { messageOf } from '../errors.ts';
import { call, linkedAbort, readText, startTimer, type HttpCall } from '../http/http-call.ts';
import type { Fetch } from '../types.ts';

/** Paths below the service's address, as django-easyjwt has them by default. */
export interface RemotePaths {
  token: string;
  refresh: string;
  verify: string;
  blacklist: string;
  user: string;
}

export interface RemoteAuthServiceOptions {
  /** Where the auth service is, such as `http://127.0.0.1:8000`. */
  url: string;
  /**
   * Where they differ from `/auth/token/`, `/auth/token/refresh/`, `/auth/token/verify/`, `/auth/token/blacklist/` and
   * `/auth/user/`. A query is kept, such as that of `/auth/user/?service=orders`.
   */
  paths?: Partial<RemotePaths>;
  /** Sent with every request, such as `Ostiary-Service` with the service key. */
  headers?: Record<string, string>;
  /** For each request as a whole, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  fetch?: Fetch;
}

export type RemoteAnswer =
  | { outcome: 'ok'; body: Record<string, unknown> }
  /** The credential is not good. `body` is what the service says of it, empty where that is not a JSON object. */
  | { outcome: 'refused'; status: number; body: Record<string, unknown> }
  /** It is not known whether the credential is good: no answer, or none that such a service gives. */
  | { outcome: 'unavailable'; reason: string; retryAfter: string | null };

/** An auth service that speaks contracts/django-easyjwt.md: that of django-easyjwt, or Ostiary. Never rejects. */
export interface RemoteAuthService {
  /** `POST token/`: on success `access` and, unless the service keeps it elsewhere, `refresh`. */
  signIn(credentials: { email: string; password: string }): Promise<RemoteAnswer>;
  /** `POST token/refresh/`: on success `access`, with a service that rotates them also `refresh`. */
  refresh(refresh: string): Promise<RemoteAnswer>;
  /** `POST token/blacklist/`: nobody can use the refresh token any more. */
  blacklist(refresh: string): Promise<RemoteAnswer>;
  /** `POST token/verify/`: whether a token, access or refresh, is good. */
  verify(token: string): Promise<RemoteAnswer>;
  /** `GET user/`: who an access token speaks for. */
  user(access: string): Promise<RemoteAnswer>;
}

/** What a status means where the contract has it (section 1). */
interface Expected {
  good: readonly number[];
  /** A good answer may have no body. */
  mayBeEmpty: boolean;
}

const defaultPaths: RemotePaths = {
  token: '/auth/token/',
  refresh: '/auth/token/refresh/',
  verify: '/auth/token/verify/',
  blacklist: '/auth/token/blacklist/',
  user: '/auth/user/',
};
const maxBytes = 1_048_576;
/** Of tokens; 400 also of a blacklisted one, for which others have 401. */
const refusals = new Set([400, 401, 403]);

/** Undefined for what is not a JSON object: pages of gateways, arrays, and nothing. */
function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** By what the answer is, not by its content type, which servers write in many ways. */
function judge(response: Response, text: string, { good, mayBeEmpty }: Expected): RemoteAnswer {
  const { status } = response;
  const body = objectOf(text);
  const isEmpty = text.trim() === '';
  if (good.includes(status)) {
    if (body) return { outcome: 'ok', body };
    if (isEmpty && mayBeEmpty) return { outcome: 'ok', body: {} };
  } else if (refusals.has(status) && (body !== undefined || status === 401)) {
    // A page with 400 or 403 is of somebody on the way, or of Django for a host name that it does not know.
    return { outcome: 'refused', status, body: body ?? {} };
  }
  const what = isEmpty ? 'nothing' : body ? 'an object' : 'no JSON object';
  const retryAfter = response.headers.get('retry-after');
  return { outcome: 'unavailable', reason: `It answers ${status} with ${what}.`, retryAfter };
}

function joined(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** Errors: TypeError for an address that is none. */
export function createRemoteAuthService(options: RemoteAuthServiceOptions): RemoteAuthService {
  const { url, headers = {}, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const paths = { ...defaultPaths, ...options.paths };
  if (!/^https?:$/.test(new URL(url).protocol))
    throw new TypeError('An auth service has an http(s) address.');

  async function ask(request: Omit<HttpCall, 'timeoutMs'>, expected: Expected): Promise<RemoteAnswer> {
    const { controller } = linkedAbort(undefined);
    const timer = startTimer(timeoutMs, () =>
      controller.abort(new Error(`no answer within ${timeoutMs} ms`)),
    );
    try {
      // Redirects are refused: they lose the body of a POST, and lead tokens to who knows where.
      const response = await call(fetch, { ...request, timeoutMs }, controller);
      return judge(response, await readText(response, maxBytes), expected);
    } catch (thrown) {
      return { outcome: 'unavailable', reason: messageOf(thrown), retryAfter: null };
    } finally {
      timer.stop();
    }
  }

  function post(path: string, body: Record<string, string>, expected: Expected): Promise<RemoteAnswer> {
    const request = {
      method: 'POST' as const,
      url: joined(url, path),
      headers: { accept: 'application/json', ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return ask(request, expected);
  }

  const withBody: Expected = { good: [200, 201], mayBeEmpty: false };
  return {
    signIn: ({ email, password }) => post(paths.token, { email, password }, withBody),
    refresh: (refresh) => post(paths.refresh, { refresh }, withBody),
    blacklist: (refresh) => post(paths.blacklist, { refresh }, { good: [200, 201], mayBeEmpty: true }),
    // Only 200 says yes: anything may answer 204 to a path that it does not know.
    verify: (token) => post(paths.verify, { token }, { good: [200], mayBeEmpty: true }),
    user: (access) =>
      ask(
        {
          url: joined(url, paths.user),
          headers: { accept: 'application/json', ...headers, authorization: `Bearer ${access}` },
        },
        { good: [200], mayBeEmpty: false },
      ),
  };
}
