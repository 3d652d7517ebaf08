import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import type { FeedPage, SnapshotLine } from '../../src/index.ts';
import { createTestIssuer, type TestIssuer, type TestIssuerOptions } from '../../src/testing/index.ts';

const audience = 'https://shop.example';
const open: AbortController[] = [];

afterEach(() => {
  for (const controller of open.splice(0)) controller.abort();
});

const create = (options: Partial<TestIssuerOptions> = {}) => createTestIssuer({ audience, ...options });

function ask(issuer: TestIssuer, path: string, init: RequestInit = {}): Promise<Response> {
  const controller = new AbortController();
  open.push(controller);
  const headers = { authorization: `Bearer ${issuer.key}`, ...init.headers };
  return issuer.fetch(issuer.url + path, { ...init, headers, signal: controller.signal });
}

async function page(issuer: TestIssuer, query = ''): Promise<FeedPage> {
  return (await (await ask(issuer, `/feed/events${query}`)).json()) as FeedPage;
}

async function snapshot(issuer: TestIssuer, query = ''): Promise<SnapshotLine[]> {
  const text = await (await ask(issuer, `/feed/snapshot${query}`)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SnapshotLine);
}

/** Reads a stream until what it said so far fits. */
async function readUntil(response: Response, pattern: RegExp): Promise<string> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (!pattern.test(text)) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return text;
}

const introspect = async (issuer: TestIssuer, token: string): Promise<Record<string, unknown>> => {
  const answer = await ask(issuer, '/o/introspect', { method: 'POST', body: new URLSearchParams({ token }) });
  return (await answer.json()) as Record<string, unknown>;
};

describe('tokens of the test issuer', () => {
  it('are signed with a key of its JWKS, which its metadata names', async () => {
    const issuer = await create();
    const token = await issuer.tokenFor({ email: 'ada@example.com' });
    const metadata = (await (
      await issuer.fetch(`${issuer.url}/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    const keys = (await (await issuer.fetch(metadata['jwks_uri']!)).json()) as JSONWebKeySet;
    const { protectedHeader, payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      ...{ issuer: issuer.url, audience, typ: 'at+jwt' },
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: keys.keys[0]!.kid });
    expect(payload).toMatchObject({ client_id: 'ostiary', scope: '', roles: [], permissions: [] });
    expect(payload).not.toHaveProperty('service_access');
    expect(payload.exp! - payload.iat!).toBe(300);
  });

  it('say what a user holds directly, by groups and in the service', async () => {
    const issuer = await create({ levels: ['reader', 'editor'] });
    issuer.putRole({
      name: 'editors',
      permissions: ['posts.write', 'posts.read'],
      access: { level: 'editor', data: {} },
    });
    issuer.putGroup({ name: 'staff', roles: ['editors'], access: { level: 'reader', data: {} } });
    const user = { roles: ['plain'], groups: ['staff'], permissions: ['posts.read', 'own'] };
    const { sub } = issuer.putUser(user);
    const claims = claimsOf(await issuer.tokenFor(sub, { sessionId: 's1', claims: { extra: 1 } }));
    expect(claims).toMatchObject({
      ...{ sub, user_id: sub, sid: 's1', extra: 1 },
      roles: ['editors', `permissions of ${sub}`, 'plain'],
      permissions: ['own', 'posts.read', 'posts.write'],
      service_access: { level: 'editor', data: {} },
    });
  });

  it('are of an application, narrowed, short or without a claim, as a test wants', async () => {
    const issuer = await create();
    const client = { id: 'app', scope: 'read', grantId: 'g1' };
    const claims = claimsOf(
      await issuer.tokenFor(
        { permissions: ['a', 'b'] },
        { client, permissions: ['a'], lifetimeSeconds: 5, claims: { sid: undefined } as never },
      ),
    );
    expect(claims).toMatchObject({ client_id: 'app', scope: 'read', grant_id: 'g1', permissions: ['a'] });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(5);
    expect(claims).not.toHaveProperty('sid');
    expect(claimsOf(await issuer.clientToken('worker', { scope: 'jobs' }))).toMatchObject({
      sub: 'worker',
      client_id: 'worker',
      scope: 'jobs',
    });
  });

  it('are not made for somebody who is not there', async () => {
    await expect((await create()).tokenFor('nobody')).rejects.toThrow(TypeError);
  });
});

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}

describe('the feed of the test issuer', () => {
  it('tells every change with how things are now', async () => {
    const issuer = await create();
    const { id } = issuer.putRole({ name: 'editors' });
    const ada = issuer.putUser({ sub: 'ada', email: 'ada@example.com', roles: ['editors'] });
    issuer.putUser({ ...ada, email: 'new@example.com' });
    issuer.revokeSession('s1');
    issuer.putUser({ sub: 'bob' });
    issuer.deleteUser('bob');
    issuer.deleteRole('editors');
    const { items, cursor, has_more: hasMore } = await page(issuer);
    expect(items.map(({ kind, position }) => [position, kind])).toEqual([
      [1, 'role'],
      ...[2, 3].map((position) => [position, 'user']),
      [4, 'revoked'],
      ...[5, 6].map((position) => [position, 'user']),
      [7, 'role'],
    ]);
    expect(items[0]).toMatchObject({ id, role: null });
    expect(items[1]).toMatchObject({ sub: 'ada', user: { email: 'new@example.com' } });
    expect(items[3]).toMatchObject({ what: 'session', id: 's1' });
    expect(items[4]).toMatchObject({ sub: 'bob', user: null, reason: 'deleted' });
    expect([cursor, hasMore]).toEqual([issuer.cursor, false]);
    expect(await page(issuer, `?after=${cursor}`)).toEqual({ items: [], cursor, has_more: false });
  });

  it('is read in pages, and again from what can still matter', async () => {
    let time = 0;
    const issuer = await create({ now: () => time, accessTokenSeconds: 100 });
    issuer.revokeSession('old');
    time = 200_000;
    issuer.revokeSession('a');
    time = 250_000;
    issuer.revokeSession('b');
    const idsOf = ({ items }: FeedPage) => items.map((item) => ('id' in item ? item.id : ''));
    expect(idsOf(await page(issuer))).toEqual(['a', 'b']);
    expect(idsOf(await page(issuer, '?after=0'))).toEqual(['old', 'a', 'b']);
    expect(idsOf(await page(issuer, `?after=${issuer.cursor}&replay=recent`))).toEqual(['a', 'b']);
    const first = await page(issuer, '?after=0&limit=2');
    expect([idsOf(first), first.has_more]).toEqual([['old', 'a'], true]);
    expect(idsOf(await page(issuer, `?after=${first.cursor}&limit=2`))).toEqual(['b']);
  });

  it('answers a long poll when something happens', async () => {
    const issuer = await create();
    const waiting = page(issuer, '?wait=20');
    issuer.revokeToken('t1');
    expect((await waiting).items).toMatchObject([{ kind: 'revoked', what: 'token', id: 't1' }]);
  });

  it('is a stream of events, with beats', async () => {
    const issuer = await create({ entry: 'granted', beatMs: 5 });
    issuer.putRole({ name: 'r' });
    const response = await ask(issuer, '/feed/events?after=0', { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await readUntil(response, /beat[^]*beat/);
    const events = text.trimEnd().split('\n\n');
    // Two items of one event: only after both is it over.
    expect(events[0]).toMatch(/^event: item\ndata: \{"kind":"role"/);
    expect(events[1]).toMatch(new RegExp(`^event: item\nid: ${issuer.cursor}\ndata: {"kind":"reset"`));
    expect(events[2]).toBe(`event: beat\ndata: {"cursor":"${issuer.cursor}"}`);
    issuer.revokeGrant('g1');
    expect(await readUntil(response, /grant/)).toContain(`id: ${issuer.cursor}\n`);
  });

  it('goes on where Last-Event-ID says', async () => {
    const issuer = await create();
    issuer.revokeSession('a');
    const after = issuer.cursor;
    issuer.revokeSession('b');
    const headers = { accept: 'text/event-stream', 'last-event-id': after };
    const text = await readUntil(await ask(issuer, '/feed/events', { headers }), /beat/);
    expect(text.match(/"id":"\w"/g)).toEqual(['"id":"b"']);
  });

  it('does not know a cursor of a history that was forgotten', async () => {
    const issuer = await create();
    issuer.revokeSession('a');
    const before = issuer.cursor;
    issuer.forgetHistory();
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await ask(issuer, `/feed/events?after=${before}`, { headers: { accept } });
      expect([response.status, await response.json()]).toEqual([
        410,
        expect.objectContaining({ code: 'feed.cursor_gone' }),
      ]);
    }
    expect((await page(issuer, `?after=${issuer.cursor}`)).items).toEqual([]);
  });

  it('is for whoever has the key, and ends with it', async () => {
    const issuer = await create();
    const stream = await ask(issuer, '/feed/events', { headers: { accept: 'text/event-stream' } });
    const wrong = await ask(issuer, '/feed/events', { headers: { authorization: 'Bearer osk_wrong' } });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    issuer.refuseKey();
    expect(await readUntil(stream, /never/)).toContain('beat');
    expect((await ask(issuer, '/feed/snapshot')).status).toBe(401);
  });
});

describe('the snapshot of the test issuer', () => {
  it('is everything that the service may see', async () => {
    const issuer = await create({ levels: ['reader'], entry: 'granted' });
    issuer.putGroup({ name: 'readers', access: { level: 'reader', data: {} } });
    issuer.putUser({ sub: 'in', groups: ['readers'] });
    issuer.putUser({ sub: 'out' });
    const lines = await snapshot(issuer);
    expect(lines.map(({ kind }) => kind)).toEqual(['start', 'group', 'user', 'end']);
    expect(lines[0]).toMatchObject({
      ...{ cursor: issuer.cursor, position: 3 },
      service: { audience, entry: 'granted', access_levels: ['reader'] },
    });
    expect(lines.at(-1)).toEqual({ kind: 'end', users: 1 });
    expect((await snapshot(issuer, '?users=none')).map(({ kind }) => kind)).toEqual([
      'start',
      'group',
      'end',
    ]);
    const statuses = await Promise.all(
      ['in', 'out', 'nobody'].map((sub) => ask(issuer, `/feed/users/${sub}`)),
    );
    expect(statuses.map(({ status }) => status)).toEqual([200, 404, 404]);
    expect((await page(issuer)).items.at(-1)).toMatchObject({ sub: 'out', user: null, reason: 'no_access' });
  });
});

describe('introspection by the test issuer', () => {
  it('knows its tokens as long as they are good', async () => {
    const issuer = await create();
    const user = issuer.putUser({ roles: ['editors'] });
    const token = await issuer.tokenFor(user.sub, { sessionId: 's1' });
    const { id, token: apiToken } = issuer.apiTokenFor(user.sub);
    expect(await introspect(issuer, token)).toMatchObject({ active: true, sub: user.sub, sid: 's1' });
    expect(await introspect(issuer, apiToken)).toMatchObject({ active: true, jti: id, roles: ['editors'] });
    expect(await introspect(issuer, 'unknown')).toEqual({ active: false });
    issuer.revokeSession('s1');
    expect(await introspect(issuer, token)).toEqual({ active: false });
    issuer.putUser({ ...user, is_active: false });
    expect(await introspect(issuer, apiToken)).toEqual({ active: false });
  });
});

describe('the token API of the test issuer, for services that ask about every request', () => {
  it('verifies tokens and tells their users', async () => {
    const issuer = await create({ levels: ['reader'] });
    const access = { level: 'reader', data: { accessgroup: { user_type: 'a' } } };
    const { sub } = issuer.putUser({ email: 'ada@example.com', access });
    const token = await issuer.tokenFor(sub, { sessionId: 's1' });
    const verify = (value: unknown) =>
      issuer.fetch(`${issuer.url}/auth/token/verify/`, {
        method: 'POST',
        body: JSON.stringify({ token: value }),
      });
    const user = (headers: Record<string, string>) => issuer.fetch(`${issuer.url}/auth/user/`, { headers });
    const authorization = `Bearer ${token}`;
    expect(await (await verify(token)).text()).toBe('{}');
    expect(await (await user({ authorization })).json()).toEqual({
      ...{ id: sub, email: 'ada@example.com', is_active: true, is_staff: false, is_superuser: false },
      ...{ access_level: 'reader', accessgroup: { user_type: 'a' } },
    });
    issuer.revokeSession('s1');
    const refused = [await verify(token), await verify(1), await user({ authorization }), await user({})];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 403]);
    for (const { headers } of refused) expect(headers.get('content-type')).toBe('application/json');
  });
});

describe('a test issuer that goes away', () => {
  it('cannot be reached, breaks what is open, and comes back', async () => {
    const issuer = await create();
    const stream = await ask(issuer, '/feed/events', { headers: { accept: 'text/event-stream' } });
    const waiting = page(issuer, '?wait=20');
    issuer.goAway();
    await expect(waiting).rejects.toThrow('fetch failed');
    await expect(readUntil(stream, /never/)).rejects.toThrow('fetch failed');
    await expect(page(issuer)).rejects.toThrow('fetch failed');
    issuer.comeBack();
    expect((await page(issuer)).items).toEqual([]);
  });

  it('is not reached at other addresses', async () => {
    const issuer = await create();
    await expect(issuer.fetch('https://elsewhere.example/')).rejects.toThrow('fetch failed');
  });
});
