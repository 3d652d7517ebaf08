import type { Fetch } from '../types.ts';
import type { SnapshotLine } from '../wire.ts';
import { isVisible, type Records } from './effective.rules.ts';
import type { FeedAnswers } from './feed-answers.ts';
import type { FeedLog } from './feed-log.ts';
import type { TestKeys } from './test-keys.ts';
import { answerUser, answerVerify } from './token-api.ts';

export interface FakeServerDeps {
  url: string;
  /** Undefined: no key is accepted. */
  key(): string | undefined;
  isAway(): boolean;
  keys: TestKeys;
  records: Records;
  log: FeedLog;
  feed: FeedAnswers;
  introspect(token: string): Record<string, unknown>;
}

interface Call {
  method: string;
  url: URL;
  headers: Headers;
  body(): Promise<string>;
  signal: AbortSignal | undefined;
}

type Route = (call: Call) => Response | undefined | Promise<Response | undefined>;

/** RFC 9457, as the feed answers. */
function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { type: `urn:ostiary:error:${code}`, title: code, status, detail: code, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  });
}

const cursorGone = (): Response => problem(410, 'feed.cursor_gone');

function readNumber(text: string | null, fallback: number): number {
  return text === null ? fallback : Number(text);
}

function openRoutes({ url, keys }: FakeServerDeps): Record<string, Route> {
  const metadata = {
    issuer: url,
    jwks_uri: `${url}/.well-known/jwks.json`,
    introspection_endpoint: `${url}/o/introspect`,
    token_endpoint: `${url}/o/token`,
  };
  return {
    'GET /.well-known/openid-configuration': () => Response.json(metadata),
    'GET /.well-known/oauth-authorization-server': () => Response.json(metadata),
    'GET /.well-known/jwks.json': () => Response.json({ keys: keys.publicKeys }),
  };
}

function* snapshotLines({ records, log }: FakeServerDeps, hasUsers: boolean): Generator<SnapshotLine> {
  const { service, users, roles, groups } = records;
  yield { kind: 'start', cursor: log.cursor, position: log.position, service };
  for (const role of roles.values()) yield { kind: 'role', role };
  for (const group of groups.values()) yield { kind: 'group', group };
  const told = hasUsers ? [...users.values()].filter((user) => isVisible(user, records)) : [];
  for (const user of told) yield { kind: 'user', user };
  yield { kind: 'end', users: told.length };
}

function keyedRoutes(deps: FakeServerDeps): Record<string, Route> {
  const { records, feed, introspect } = deps;
  return {
    'GET /feed/events': async ({ url: { searchParams: query }, headers, signal }) => {
      const after = headers.get('last-event-id') ?? query.get('after') ?? undefined;
      const limit = readNumber(query.get('limit'), 500);
      const wanted = { after, limit, isReplay: query.get('replay') === 'recent' };
      const isStream = headers.get('accept')?.includes('text/event-stream') === true;
      const waitMs = readNumber(query.get('wait'), 0) * 1000;
      return (isStream ? feed.stream(wanted, signal) : await feed.poll(wanted, waitMs)) ?? cursorGone();
    },
    'GET /feed/snapshot': ({ url: { searchParams } }) => {
      const lines = [...snapshotLines(deps, searchParams.get('users') !== 'none')];
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      return new Response(text, { headers: { 'content-type': 'application/x-ndjson' } });
    },
    'GET /feed/users/': ({ url: { pathname } }) => {
      const user = records.users.get(decodeURIComponent(pathname.slice('/feed/users/'.length)));
      return user && isVisible(user, records) ? Response.json(user) : problem(404, 'users.not_found');
    },
    'POST /o/introspect': async ({ body }) =>
      Response.json(introspect(new URLSearchParams(await body()).get('token') ?? '')),
  };
}

/** A service says who it is by its key, if it has one. */
function tokenRoutes(deps: FakeServerDeps): Record<string, Route> {
  return {
    'POST /auth/token/verify/': async ({ body }) => {
      const sent = JSON.parse((await body()) || '{}') as { token?: unknown };
      return answerVerify(sent.token, deps);
    },
    'GET /auth/user/': ({ headers }) => answerUser(headers.get('authorization'), deps),
  };
}

function requireKey(route: Route, { key }: FakeServerDeps): Route {
  return (call) => {
    const accepted = key();
    const isGood = accepted !== undefined && call.headers.get('authorization') === `Bearer ${accepted}`;
    return isGood ? route(call) : problem(401, 'services.key_invalid', { 'www-authenticate': 'Bearer' });
  };
}

function pathOf({ method, url }: Call): string {
  const path = url.pathname.startsWith('/feed/users/') ? '/feed/users/' : url.pathname;
  return `${method} ${path}`;
}

/** What `fetch` rejects with when nobody is there. */
export function connectionError(): TypeError {
  return new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
}

/** An Ostiary without a network, as far as the kit asks for one. */
export function createFakeServer(deps: FakeServerDeps): Fetch {
  const origin = new URL(deps.url);
  const routes = new Map<string, Route>(Object.entries({ ...openRoutes(deps), ...tokenRoutes(deps) }));
  for (const [path, route] of Object.entries(keyedRoutes(deps))) routes.set(path, requireKey(route, deps));

  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    request.signal.throwIfAborted();
    if (deps.isAway() || url.origin !== origin.origin) throw connectionError();
    const { method, headers } = request;
    const signal = init?.signal ?? request.signal;
    const call: Call = { method, url, headers, signal, body: () => request.text() };
    const answer = await routes.get(pathOf(call))?.(call);
    return answer ?? problem(404, 'request.not_found');
  };
}
