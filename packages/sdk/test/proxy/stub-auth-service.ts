import type { Fetch } from '../../src/types.ts';

export interface ReceivedCall {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
}

type Reply = () => Response | Promise<Response>;

/** An auth service that answers what a test tells it to. */
export interface StubAuthService {
  fetch: Fetch;
  calls: ReceivedCall[];
  /** Answers in turn; the last one again and again. */
  answer(...replies: Reply[]): void;
}

export const testKey = `osk_${'k'.repeat(43)}`;
export const authUrl = 'http://auth.internal:8000';

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
}

export const noConnection: Reply = () =>
  Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));

export function stubAuthService(...first: Reply[]): StubAuthService {
  let replies = first.length > 0 ? first : [json(200, {})];
  const calls: ReceivedCall[] = [];
  return {
    calls,
    answer(...next) {
      replies = next;
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const text = await request.text();
      const { method, url, headers } = request;
      calls.push({ method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      // As long as the answer takes, unless the caller has had enough.
      return await Promise.race([
        reply!(),
        new Promise<never>((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
      ]);
    },
  };
}

export interface PageRequest {
  body?: unknown;
  headers?: Record<string, string>;
  method?: string;
  host?: string;
}

/** A request of an end user to the service. */
export function visit(path: string, { body, headers = {}, method, host }: PageRequest = {}): Request {
  const isText = typeof body === 'string';
  return new Request(`${host ?? 'https://shop.example'}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body !== undefined && !isText && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
}

/** A browser as far as cookies and what it says about where a request comes from go. */
export function cookieBrowser(handle: (request: Request) => Promise<Response | undefined>, host?: string) {
  const cookies = new Map<string, string>();
  const send = async (path: string, request: PageRequest = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(cookie !== '' && { cookie }),
      ...request.headers,
    };
    const response = await handle(visit(path, { ...request, headers, ...(host !== undefined && { host }) }));
    for (const line of response!.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response!;
  };
  return {
    cookies,
    send,
    /** With the token that pages read from the cookie. */
    post: (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
      send(path, { body, headers: { 'x-csrftoken': cookies.get('csrftoken') ?? '', ...headers } }),
  };
}
