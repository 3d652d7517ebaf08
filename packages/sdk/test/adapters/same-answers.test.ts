import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiToken,
  basic,
  bearer,
  hmacSigned,
  localSubject,
  signRequest,
} from '../../src/authentication/index.ts';
import {
  any,
  anyone,
  createGuards,
  ipBlocklist,
  not,
  ownerOrReadOnly,
  safeMethod,
} from '../../src/guards/index.ts';
import type { Authentication, Authenticator, Subject } from '../../src/types.ts';
import { someone, type Newsroom } from '../guards/subjects.fixture.ts';
import { frameworks, type Post, type Routes, type RunningApp } from './frameworks.fixture.ts';

const { authenticated, permission, role, scope, serviceAccess, requirement, all } = createGuards<Newsroom>({
  levels: ['reader', 'editor', 'chief'],
});

const access = (level: Newsroom['level']) => ({ level, data: { desk: 'sports', quota: 2 } });
const people: Record<string, Partial<Subject<Newsroom>>> = {
  ada: { sub: 'ada', roles: ['owner'], access: access('chief') },
  bob: { sub: 'bob', access: access('reader'), scopes: ['posts.read'] },
  root: { sub: 'root', isSuperuser: true, isStaff: true },
  outsider: { sub: 'outsider', mayEnter: false, roles: ['owner'] },
};

let asked = 0;
const ostiary = {
  subjectOf(token: string): Authentication<Newsroom> | Promise<Authentication<Newsroom>> {
    asked += 1;
    const isSlow = token.startsWith('slow-');
    const answer = answerFor(isSlow ? token.slice('slow-'.length) : token);
    return isSlow ? Promise.resolve(answer) : answer;
  },
};

function answerFor(token: string): Authentication<Newsroom> {
  const person = people[token];
  if (person) return { outcome: 'accepted', subject: someone({ method: 'bearer', ...person }) };
  if (token === 'gone') return { outcome: 'refused', code: 'user_deleted', reason: 'User not found' };
  if (token === 'away') {
    return { outcome: 'refused', code: 'feed_stale', reason: 'Ask again.', isUnavailable: true };
  }
  return { outcome: 'refused', code: 'token_expired', reason: 'Token is expired' };
}

const secret = 'a secret of a partner, at least 32 bytes long';
const local: Authenticator<Newsroom>[] = [
  basic({
    verify: ({ username, password }) => (password === 'right' ? someone({ sub: username }) : undefined),
  }),
  // One of one's own, in a few lines.
  {
    name: 'x-username',
    authenticate: (request) => {
      const username = request.header('x-username');
      if (username === undefined) return { outcome: 'none' };
      return { outcome: 'accepted', subject: localSubject<Newsroom>({ kind: 'user', sub: username }) };
    },
  },
  hmacSigned({ keys: { partner: { secret, subject: localSubject({ sub: 'partner' }) } } }),
];

const routes: Routes = {
  guarded: {
    '/open': [anyone()],
    '/me': [],
    '/owner': [role('owner')],
    '/write': [permission('posts.write')],
    '/read-scope': [scope('posts.read')],
    '/chiefs': [serviceAccess('chief')],
    '/readers': [serviceAccess('reader')],
    '/quota': [
      requirement({
        code: 'quota',
        reason: 'None left.',
        holds: async ({ access: a }) => (a?.data.quota ?? 0) > 0,
      }),
    ],
    '/not-owner': [not(role('owner'))],
    '/read-only': [any(safeMethod(), role('owner'))],
    '/blocked': [authenticated(), ipBlocklist(['127.0.0.0/8'])],
    '/both': [all(authenticated(), role('owner')), serviceAccess()],
  },
  ofPosts: ownerOrReadOnly((post: Post) => post.owner),
  options: { authenticators: [bearer(ostiary), apiToken(ostiary), ...local] },
};

const credentials: Record<string, Record<string, string>> = {
  nobody: {},
  ...Object.fromEntries(
    ['ada', 'bob', 'root', 'outsider', 'slow-ada', 'slow-bob', 'gone', 'away', 'expired'].map((token) => [
      token,
      { authorization: `Bearer ${token}` },
    ]),
  ),
  'malformed bearer': { authorization: 'Bearer a b' },
  'api token': { authorization: 'Token ada' },
  'basic right': { authorization: `Basic ${btoa('cleo:right')}` },
  'basic wrong': { authorization: `Basic ${btoa('cleo:wrong')}` },
  'own scheme': { 'x-username': 'dan' },
};

/** Statuses of every path, for GET and for POST where that differs. */
const expected: Record<string, Record<string, number | [number, number]>> = {
  '/open': { nobody: 200, ada: 200, outsider: 200, expired: 401, away: 503 },
  '/me': { nobody: 401, ada: 200, 'slow-ada': 200, outsider: 403, expired: 401, gone: 401, away: 503 },
  '/owner': { nobody: 401, ada: 200, 'slow-bob': 403, bob: 403, root: 403, 'api token': 200 },
  '/write': { nobody: 401, ada: 403, root: 200 },
  '/read-scope': { nobody: 401, ada: 200, bob: 200 },
  '/chiefs': { nobody: 401, ada: 200, bob: 403, root: 403, 'own scheme': 403 },
  '/readers': { nobody: 401, ada: 200, bob: 200, root: 403 },
  '/quota': { nobody: 401, ada: 200, 'slow-ada': 200, root: 403 },
  '/not-owner': { nobody: 200, ada: 403, bob: 200 },
  '/read-only': { nobody: [200, 401], ada: 200, bob: [200, 403], 'basic wrong': 401 },
  '/blocked': { nobody: 403, ada: 403, expired: 401 },
  '/both': { nobody: 401, ada: 200, bob: 403, 'malformed bearer': 401 },
  '/posts/1': { nobody: [200, 401], ada: 200, bob: [200, 403], outsider: [200, 403], expired: 401 },
};

const apps: Record<string, RunningApp> = {};

beforeAll(async () => {
  for (const [name, start] of Object.entries(frameworks)) apps[name] = await start(ostiary, routes);
});
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())));

async function answerOf(app: RunningApp, path: string, init: RequestInit) {
  const response = await app.send(path, init);
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    retryAfter: response.headers.get('retry-after'),
    type: response.headers.get('content-type')?.split(';', 1)[0],
    body: await response.text(),
  };
}

const post = { method: 'POST', body: '{"a":1}' };

describe.each([...Object.keys(routes.guarded), '/posts/1'])('%s', (path) => {
  test.each(Object.keys(credentials))('answers %s the same on every framework', async (who) => {
    const headers = credentials[who]!;
    for (const [index, init] of [{ method: 'GET' }, post].entries()) {
      const sent = {
        ...init,
        headers: { ...headers, ...(index === 1 && { 'content-type': 'application/json' }) },
      };
      const [first, ...others] = await Promise.all(
        Object.values(apps).map((app) => answerOf(app, path, sent)),
      );
      for (const other of others) expect(other).toEqual(first);
      const wanted = expected[path]?.[who];
      if (wanted !== undefined)
        expect(first?.status).toBe([wanted].flat()[[wanted].flat().length > 1 ? index : 0]);
      expect(first?.challenge === null).toBe(first?.status !== 401);
      expect(first?.retryAfter).toBe(first?.status === 503 ? '5' : null);
    }
  });
});

describe.each(Object.keys(frameworks))('%s', (name) => {
  const send = (path: string, init?: RequestInit) => apps[name]!.send(path, init);
  const as = (who: string) => ({ headers: credentials[who]! });

  test('answers as Django REST Framework does', async () => {
    const anonymous = await send('/me');
    expect(await anonymous.json()).toEqual({
      detail: 'Authentication credentials were not provided.',
      code: 'not_authenticated',
    });
    expect(anonymous.headers.get('www-authenticate')).toBe(
      'Bearer realm="api", Token realm="api", Basic realm="api", charset="UTF-8", Signature realm="api"',
    );
    const expired = await send('/me', as('expired'));
    expect(await expired.json()).toEqual({ detail: 'Token is expired', code: 'token_not_valid' });
    expect(expired.headers.get('www-authenticate')).toContain(
      'Bearer realm="api", error="invalid_token", error_description="Token is expired"',
    );
    const forbidden = await send('/owner', as('bob'));
    expect(await forbidden.json()).toEqual({ detail: 'The role owner is needed.', code: 'role_missing' });
    const away = await send('/me', as('away'));
    expect(await away.json()).toEqual({ detail: 'Ask again.', code: 'feed_stale' });
  });

  test('answers HEAD without a body, and OPTIONS like any other method', async () => {
    const head = await send('/posts/1', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const refused = await send('/me', { method: 'HEAD' });
    expect([refused.status, await refused.text()]).toEqual([401, '']);
    expect((await send('/posts/1', { method: 'OPTIONS' })).status).toBe(200);
  });

  test('asks who it is once for each request, and only where somebody wants to know', async () => {
    asked = 0;
    await send('/both', as('ada'));
    expect(asked).toBe(1);
    await send('/unguarded', as('ada'));
    expect(asked).toBe(1);
  });

  test('says that a route without a guard knows nobody, as a mistake in the code', async () => {
    expect((await send('/unguarded', as('ada'))).status).toBe(500);
  });

  test('tells who it is on a route without a guard', async () => {
    expect(await (await send('/who', as('ada'))).json()).toEqual({ sub: 'ada' });
    expect(await (await send('/who')).json()).toEqual({ sub: null });
    expect(await (await send('/who', as('outsider'))).json()).toEqual({ sub: null });
    expect((await send('/who', as('expired'))).status).toBe(401);
  });

  test.each(['POST', 'DELETE', 'GET'])('takes a signed %s without a body', async (method) => {
    const probe = await send('/me');
    const origin = probe.url === '' ? 'http://127.0.0.1' : new URL(probe.url).origin;
    const signed = await signRequest({ method, url: `${origin}/posts/1` }, { keyId: 'partner', secret });
    const answer = await send('/posts/1', { method, headers: { host: new URL(origin).host, ...signed } });
    expect([answer.status, await answer.text()]).toEqual(
      method === 'GET'
        ? [200, '{"ok":true}']
        : [403, '{"detail":"This belongs to somebody else.","code":"not_owner"}'],
    );
  });

  test('takes a signed request once, and its handler sees the body', async () => {
    const body = JSON.stringify({ text: 'ä'.repeat(50_000) });
    const probe = await send('/me');
    const origin = probe.url === '' ? 'http://127.0.0.1' : new URL(probe.url).origin;
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', url: `${origin}/me?a=1`, headers, body };
    const signed = await signRequest(request, { keyId: 'partner', secret });
    const init = { method: 'POST', body, headers: { host: new URL(origin).host, ...headers, ...signed } };
    expect(await (await send('/me?a=1', init)).json()).toEqual({
      sub: 'partner',
      body: JSON.parse(body) as unknown,
    });
    const replayed = await send('/me?a=1', init);
    expect([replayed.status, await replayed.json()]).toEqual([
      401,
      { detail: 'The signature has been used before.', code: 'authentication_failed' },
    ]);
    const fresh = await signRequest(request, { keyId: 'partner', secret });
    const changed = { ...init, body: body.replace('ä', 'ö'), headers: { ...init.headers, ...fresh } };
    expect((await send('/me?a=1', changed)).status).toBe(401);
  });
});

test('problems are told as problem+json where that is wanted', async () => {
  for (const start of Object.values(frameworks)) {
    const app = await start(ostiary, { ...routes, options: { errors: 'problem' } });
    try {
      const response = await app.send('/me', { headers: credentials['expired']! });
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await response.json()).toEqual({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'Token is expired',
        code: 'token_expired',
      });
      expect((await app.send('/posts/1', { method: 'DELETE' })).status).toBe(401);
    } finally {
      await app.close();
    }
  }
});
