import { OstiaryError } from '../errors.ts';
import { call, callForJson, type JsonAnswer } from '../http/http-call.ts';
import type { Fetch } from '../types.ts';
import type { UserRecord } from '../wire.ts';
import { isUserRecord } from './wire-guards.ts';

export interface FeedRequestsDeps {
  /** Where Ostiary is reached, without a slash at the end. */
  url: string;
  key: string | (() => string);
  fetch: Fetch;
}

/** Where in the feed to go on. */
export interface From {
  /** Null: with what can still matter. */
  after: string | null;
  /** Also what came before it and can still matter. */
  isReplay: boolean;
  /** The id of the service that what is known was told to, where something is. */
  serviceId?: string | undefined;
}

export interface FeedRequests {
  /** An event stream, or whatever answers in its place. Errors: as `poll`. */
  openStream(from: From, options: { timeoutMs: number; controller: AbortController }): Promise<Response>;
  /** A FeedPage. Errors: `key_refused`, `cursor_gone`, `unavailable`, `protocol`. */
  poll(from: From, options: { waitSeconds: number; signal: AbortSignal }): Promise<Record<string, unknown>>;
  openSnapshot(
    users: 'all' | 'none',
    options: { timeoutMs: number; controller: AbortController },
  ): Promise<Response>;
  /** Null for one that this service may not see. */
  findUser(sub: string): Promise<UserRecord | null>;
  /** RFC 7662 section 2. */
  introspect(token: string): Promise<Record<string, unknown>>;
}

const timeoutMs = 10_000;
const maxPageBytes = 64 * 1024 * 1024;
const maxAnswerBytes = 1024 * 1024;

function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined;
}

function refusal(url: string, { status, headers }: Pick<JsonAnswer, 'status' | 'headers'>): OstiaryError {
  const address = url.split('?')[0] ?? url;
  if (status === 401) {
    return new OstiaryError(
      'key_refused',
      `${address} does not take the service key: it was revoked or has expired.`,
    );
  }
  if (status === 410)
    return new OstiaryError('cursor_gone', `${address} does not know this place in the feed.`);
  if (status === 404) {
    return new OstiaryError('protocol', `${address} does not exist: is this the address of Ostiary?`);
  }
  const retryAfterMs = retryAfterOf(headers);
  return new OstiaryError('unavailable', `${address} answers ${status}.`, { retryAfterMs });
}

function eventsPath({ after, isReplay, serviceId }: From, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    ...(after === null ? {} : { after }),
    ...(after !== null && isReplay ? { replay: 'recent' } : {}),
    ...(after !== null && serviceId !== undefined ? { service: serviceId } : {}),
    ...more,
  }).toString();
  return query === '' ? '/feed/events' : `/feed/events?${query}`;
}

/** What the kit asks the server, with the service key. */
export function createFeedRequests({ url: base, key, fetch }: FeedRequestsDeps): FeedRequests {
  const authorization = (): string => `Bearer ${typeof key === 'string' ? key : key()}`;

  async function open(
    path: string,
    accept: string,
    options: { timeoutMs: number; controller: AbortController },
  ): Promise<Response> {
    const url = base + path;
    const headers = { authorization: authorization(), accept };
    const response = await call(fetch, { url, headers, timeoutMs: options.timeoutMs }, options.controller);
    if (response.status === 200) return response;
    void response.body?.cancel().catch(() => undefined);
    throw refusal(url, response);
  }

  return {
    openStream: (from, options) => open(eventsPath(from), 'text/event-stream', options),
    async poll(from, { waitSeconds, signal }) {
      const url = base + eventsPath(from, { wait: String(waitSeconds), limit: '500' });
      const answer = await callForJson(fetch, {
        url,
        headers: { authorization: authorization(), accept: 'application/json' },
        timeoutMs: timeoutMs + waitSeconds * 1000,
        maxBytes: maxPageBytes,
        signal,
      });
      if (answer.status !== 200) throw refusal(url, answer);
      return answer.body;
    },
    openSnapshot: (users, options) => open(`/feed/snapshot?users=${users}`, 'application/x-ndjson', options),
    async findUser(sub) {
      const url = `${base}/feed/users/${encodeURIComponent(sub)}`;
      const headers = { authorization: authorization(), accept: 'application/json' };
      const answer = await callForJson(fetch, { url, headers, timeoutMs, maxBytes: maxAnswerBytes });
      if (answer.status === 404 && answer.body['code'] === 'users.not_found') return null;
      if (answer.status !== 200) throw refusal(url, answer);
      if (isUserRecord(answer.body) && answer.body.sub === sub) return answer.body;
      throw new OstiaryError('protocol', `${base}/feed/users does not answer with a user.`);
    },
    async introspect(token) {
      const url = `${base}/o/introspect`;
      const answer = await callForJson(fetch, {
        url,
        method: 'POST',
        headers: {
          authorization: authorization(),
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ token }).toString(),
        timeoutMs,
        maxBytes: maxAnswerBytes,
      });
      if (answer.status !== 200) throw refusal(url, answer);
      return answer.body;
    },
  };
}
