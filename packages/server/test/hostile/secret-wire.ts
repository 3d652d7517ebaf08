import type { SecretSearch } from '../support/secret-search.ts';

export interface Answer {
  status: number;
  text: string;
  body: Record<string, string>;
}

interface Options {
  /** As a bearer token. */
  token?: string;
  /** The whole header. */
  authorization?: string;
  /** The status; any without it. */
  expected?: number;
}

/** Members of answers that are secrets, and what they are. */
const secretMembers: [name: RegExp, what: string][] = [
  [/^access(_token)?$/, 'access token'],
  [/^refresh(_token)?$/, 'refresh token'],
  [/^id_token$/, 'ID token'],
  [/secret/, 'client secret'],
  [/^token$/, 'API token'],
  [/^key$/, 'service key'],
];

/** Requests as programs send them; secrets in answers are noted. */
export function secretWire(origin: string, secrets: SecretSearch) {
  async function send(method: string, path: string, init: RequestInit & Options = {}): Promise<Answer> {
    const { expected, token, authorization = token && `Bearer ${token}`, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (authorization) headers.set('authorization', authorization);
    const response = await fetch(`${origin}${path}`, { method, redirect: 'manual', ...rest, headers });
    const text = await response.text();
    if (expected !== undefined && response.status !== expected)
      throw new Error(`${method} ${path}: ${response.status} instead of ${expected}\n${text}`);
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    const body = isJson && text !== '' ? (JSON.parse(text) as Record<string, string>) : {};
    for (const [name, value] of Object.entries(body)) {
      const [, what] = secretMembers.find(([pattern]) => pattern.test(name)) ?? [];
      if (what !== undefined) secrets.note(what, value);
    }
    return { status: response.status, text, body };
  }
  return {
    send,
    json: (path: string, body: unknown, options: Options = {}) =>
      send('POST', path, {
        ...options,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    form: (path: string, fields: Record<string, string>, options: Options) =>
      send('POST', path, { ...options, body: new URLSearchParams(fields) }),
    get: (path: string, token: string, expected = 200) => send('GET', path, { token, expected }),
  };
}
