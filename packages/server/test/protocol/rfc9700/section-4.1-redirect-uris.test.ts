import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/api-client.ts';
import { oauthWorld, type OauthWorld, type Person, type TestClient } from '../../support/oauth/index.ts';

const registered = 'https://app.example/oauth/cb';
const withQuery = 'https://app.example/cb?tenant=1&lang=en';

let world: OauthWorld;
let person: Person;
let web: TestClient;
let native: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person();
  web = await world.client({ redirectUris: [registered, withQuery] });
  native = await world.client({
    clientType: 'public',
    kind: 'native',
    redirectUris: ['http://127.0.0.1/cb', 'http://[::1]:4000/cb', 'com.example.app:/cb'],
  });
});
afterAll(() => world.close());

/** What almost is one of the registered ones, to some parser or some way of comparing. */
const tricks: [trick: string, uri: string][] = [
  ['another case of the scheme', 'HTTPS://app.example/oauth/cb'],
  ['another case of the host', 'https://APP.example/oauth/cb'],
  ['another case of the path', 'https://app.example/oauth/CB'],
  ['a percent-encoded letter of the path', 'https://app.example/oauth/%63b'],
  ['a percent-encoded slash', 'https://app.example/oauth%2Fcb'],
  ['a percent-encoded letter of the host', 'https://%61pp.example/oauth/cb'],
  ['a doubly encoded slash', 'https://app.example/oauth%252Fcb'],
  ['userinfo that looks like the host', 'https://app.example@evil.example/oauth/cb'],
  ['userinfo with a port', 'https://app.example:443@evil.example/oauth/cb'],
  ['userinfo before the right host', 'https://evil@app.example/oauth/cb'],
  ['userinfo after an encoded slash', 'https://app.example%2F@evil.example/oauth/cb'],
  ['a path that climbs', 'https://app.example/oauth/cb/../../evil'],
  ['a path that climbs and comes back', 'https://app.example/oauth/x/../cb'],
  ['an encoded path that climbs', 'https://app.example/oauth/cb/%2e%2e/evil'],
  ['a dot segment', 'https://app.example/oauth/./cb'],
  ['a slash more at the end', 'https://app.example/oauth/cb/'],
  ['a slash more in the middle', 'https://app.example/oauth//cb'],
  ['a slash more before the path', 'https://app.example//oauth/cb'],
  ['a semicolon at the end', 'https://app.example/oauth/cb;x'],
  ['a dot at the end of the host', 'https://app.example./oauth/cb'],
  ['the port that goes without saying', 'https://app.example:443/oauth/cb'],
  ['another port', 'https://app.example:8443/oauth/cb'],
  ['an empty port', 'https://app.example:/oauth/cb'],
  ['another scheme', 'http://app.example/oauth/cb'],
  ['no scheme', '//app.example/oauth/cb'],
  ['a path alone', '/oauth/cb'],
  ['a fragment', 'https://app.example/oauth/cb#x'],
  ['an empty fragment', 'https://app.example/oauth/cb#'],
  ['a wildcard host', 'https://*.example/oauth/cb'],
  ['a wildcard path', 'https://app.example/*'],
  ['a host below it', 'https://evil.app.example/oauth/cb'],
  ['a host of which it is the beginning', 'https://app.example.evil.example/oauth/cb'],
  ['a host of which it is the end', 'https://evilapp.example/oauth/cb'],
  ['a path of which it is the beginning', 'https://app.example/oauth/cb-evil'],
  ['a path below it', 'https://app.example/oauth/cb/evil'],
  ['the beginning of its path', 'https://app.example/oauth'],
  ['a query that was added', 'https://app.example/oauth/cb?x=1'],
  ['an empty query', 'https://app.example/oauth/cb?'],
  ['a query that was taken away', 'https://app.example/cb'],
  ['a query in another order', 'https://app.example/cb?lang=en&tenant=1'],
  ['a query with more', `${withQuery}&next=https://evil.example`],
  ['a query with other values', 'https://app.example/cb?tenant=2&lang=en'],
  ['a query that is encoded otherwise', 'https://app.example/cb?tenant=%31&lang=en'],
  ['a backslash after the host', 'https://app.example\\@evil.example/oauth/cb'],
  ['a backslash in the path', 'https://app.example/oauth\\cb'],
  ['backslashes for slashes', 'https:\\\\app.example\\oauth\\cb'],
  ['a tab', 'https://app.example/oauth/\tcb'],
  ['a line break', 'https://app.example/oauth/cb\n'],
  ['a line break with a header', 'https://app.example/oauth/cb\r\nset-cookie: planted=1'],
  ['a space before it', ' https://app.example/oauth/cb'],
  ['a space after it', 'https://app.example/oauth/cb '],
  ['a NUL', 'https://app.example/oauth/cb\0'],
  ['a host in another script', 'https://аpp.example/oauth/cb'],
  ['its punycode', 'https://xn--pp-7kc.example/oauth/cb'],
  ['a full-width dot', 'https://app．example/oauth/cb'],
  ['a soft hyphen', 'https://ap\u00adp.example/oauth/cb'],
  ['a full-width slash', 'https://app.example\uff0foauth/cb'],
  ['two of them', `${registered} ${withQuery}`],
  ['localhost', 'http://localhost/oauth/cb'],
  ['a script', 'javascript:alert(document.domain)//https://app.example/oauth/cb'],
  ['a document', 'data:text/html,https://app.example/oauth/cb'],
];

/** No answer may send the browser, or a form, to what was asked for. */
async function expectRefused(client: TestClient, uri: string | string[]): Promise<void> {
  const response = await world.app.inject({
    url: world.authorizeUrl(client, { redirect_uri: uri }),
    headers: { accept: 'text/html' },
  });
  expect(response.statusCode).toBe(400);
  expect(response.headers.location).toBeUndefined();
  expect(response.headers['set-cookie']).toBeUndefined();
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.body).not.toMatch(/<form|http-equiv|<script|href="(?![/#])/);
}

describe('RFC 9700 section 4.1: a redirect URI', () => {
  it.each([registered, withQuery])('that is registered is taken: %s', async (uri) => {
    const arrival = await world.browser().authorize(world.authorizeUrl(web, { redirect_uri: uri }), person);
    expect(arrival.code).toEqual(expect.any(String));
    expect(arrival.url.href.startsWith(uri)).toBe(true);
  });

  it.each(tricks)('with %s is refused on a page that leads nowhere', async (_trick, uri) => {
    await expectRefused(web, uri);
  });

  it('that is written without escapes keeps its own query, and is refused for it', async () => {
    // The second question mark used to end the query of the request.
    const url = world.authorizeUrl(web).replace(encodeURIComponent(registered), `${registered}?evil=1`);
    const response = await world.app.inject({ url, headers: { accept: 'text/html' } });
    expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
    const kept = await world.app.inject({ url: `${world.authorizeUrl(web)}&login_hint=a?b&prompt=none` });
    expect(kept.headers.location).toContain('error=login_required');
  });

  it('is refused twice over, whichever of the two is registered', async () => {
    await expectRefused(web, [registered, 'https://evil.example/cb']);
    await expectRefused(web, ['https://evil.example/cb', registered]);
    await expectRefused(web, [registered, registered]);
  });

  it('must be named when several are registered', async () => {
    const response = await world.app.inject({ url: world.authorizeUrl(web, { redirect_uri: undefined }) });
    expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
  });

  it('of another client is refused, and so is every one of a client that nobody knows', async () => {
    const other = await world.client({ redirectUris: ['https://other.example/cb'] });
    await expectRefused(web, other.redirectUri);
    await expectRefused({ ...web, clientId: 'nobody' }, registered);
    await expectRefused({ ...web, clientId: `${web.clientId} ` }, registered);
    await expectRefused({ ...web, clientId: web.clientId.toUpperCase() }, registered);
  });

  it('is never the answer to any other error when it is not registered', async () => {
    for (const parameters of [
      { scope: 'no-such-scope' },
      { response_type: 'token' },
      { response_type: undefined },
      { prompt: 'none' },
      { code_challenge: undefined, code_challenge_method: undefined },
      { response_mode: 'form_post' },
      { request: 'x.y.z' },
      { resource: 'https://nowhere.example' },
    ]) {
      const url = world.authorizeUrl(web, { ...parameters, redirect_uri: 'https://evil.example/cb' });
      const response = await world.app.inject({ url, headers: { accept: 'text/html' } });
      expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
      expect(response.body).not.toContain('evil.example');
    }
  });

  it('is refused as well when it is pushed', async () => {
    for (const [, uri] of tricks) {
      const form = { response_type: 'code', client_id: web.clientId, redirect_uri: uri, scope: 'openid' };
      const answer = await world.post('/o/par', { form, auth: web });
      expect([answer.status, answer.body['request_uri']]).toEqual([400, undefined]);
    }
  });

  it('cannot be registered by an application when it would be one of these tricks', async () => {
    const bad = ['https://*.example/cb', 'https://app.example/cb#x', 'https://me@app.example/cb'];
    for (const uri of [...bad, 'http://app.example/cb', 'javascript:alert(1)', '/cb']) {
      const refused = world.services.applications.create(operator, { name: 'Tricky', redirectUris: [uri] });
      await expect(refused).rejects.toMatchObject({ code: 'request.invalid' });
    }
  });

  it('is taken only byte by byte, whatever is changed of it', async () => {
    const piece = fc.constantFrom(...'/\\?#@:.%&;=*\t \0', '%2f', '%00', '..', '//', 'evil', '\u0430', 'ſ');
    const changed = fc
      .tuple(fc.constantFrom(registered, withQuery), fc.nat(60), fc.nat(3), piece)
      .map(([uri, at, cut, put]) => uri.slice(0, at) + put + uri.slice(at + cut))
      .filter((uri) => uri !== registered && uri !== withQuery);
    await fc.assert(
      fc.asyncProperty(changed, async (uri) => {
        const response = await world.app.inject({ url: world.authorizeUrl(web, { redirect_uri: uri }) });
        expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('RFC 9700 section 4.1.3: the loopback exception', () => {
  it.each([
    ['another port', 'http://127.0.0.1:51234/cb', true],
    ['no port', 'http://127.0.0.1/cb', true],
    ['another port of IPv6', 'http://[::1]:51234/cb', true],
    ['its own scheme', 'com.example.app:/cb', true],
    ['another path', 'http://127.0.0.1:51234/other', false],
    ['another address of the same machine', 'http://127.0.0.2:51234/cb', false],
    ['localhost, which is a name', 'http://localhost:51234/cb', false],
    ['https', 'https://127.0.0.1:51234/cb', false],
    ['userinfo', 'http://evil@127.0.0.1:51234/cb', false],
    ['the address as somebody’s name', 'http://127.0.0.1:51234@evil.example/cb', false],
    ['the address as part of a name', 'http://127.0.0.1.evil.example:51234/cb', false],
    ['the address otherwise written', 'http://127.1:51234/cb', false],
    ['the address as a number', 'http://2130706433:51234/cb', false],
    ['a query more', 'http://127.0.0.1:51234/cb?x=1', false],
    ['a fragment more', 'http://127.0.0.1:51234/cb#x', false],
    ['another scheme of its own', 'com.example.other:/cb', false],
    ['more slashes in its scheme', 'com.example.app:///cb', false],
  ])('lets a native application have %s: %s %s', async (_what, uri, isTaken) => {
    if (!isTaken) return expectRefused(native, uri);
    const response = await world.app.inject({ url: world.authorizeUrl(native, { redirect_uri: uri }) });
    expect([response.statusCode, String(response.headers.location)]).toEqual([
      303,
      expect.stringMatching(/^\/o\/interaction\//),
    ]);
  });

  it('is for native applications only', async () => {
    const local = await world.client({ redirectUris: ['http://127.0.0.1/cb', 'http://localhost:3000/cb'] });
    for (const uri of ['http://127.0.0.1:51234/cb', 'http://localhost:3001/cb', 'http://localhost/cb']) {
      await expectRefused(local, uri);
    }
  });

  it('binds the code to the port that it was sent to', async () => {
    const sent = { redirect_uri: 'http://127.0.0.1:51234/cb' };
    const arrival = await world.browser().authorize(world.authorizeUrl(native, sent), person);
    const wrong = await world.exchange(native, arrival, { redirect_uri: 'http://127.0.0.1:51235/cb' });
    expect([wrong.status, wrong.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await world.exchange(native, arrival, sent)).status).toBe(200);
  });
});
