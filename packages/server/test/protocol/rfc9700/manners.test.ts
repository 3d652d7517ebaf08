import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld, type TestClient } from '../../support/oauth/index.ts';

const programs = [
  ...['/o/token', '/o/introspect', '/o/revoke_token', '/o/par', '/o/device-authorization', '/o/userinfo'],
  ...['/o/register', '/o/register/nobody'],
];
const posted = programs.filter((path) => !/userinfo|nobody/.test(path));
const form = { 'content-type': 'application/x-www-form-urlencoded' };

let world: OauthWorld;
let web: TestClient;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  web = await world.client({ allowedOrigins: ['https://app.example'] });
});
afterAll(() => world.close());

interface Sent {
  method: string;
  url: string;
  headers?: Record<string, string>;
  payload?: string;
}

function send({ method, ...sent }: Sent) {
  return world.app.inject({ method: method as 'GET', ...sent });
}

/** RFC 6749 section 5.2, whatever the request was. */
function expectError(response: Awaited<ReturnType<typeof send>>): void {
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(response.headers['cache-control']).toBe('no-store');
  const body = response.json<Record<string, string | undefined>>();
  expect(Object.keys(body).filter((name) => !/^error(_description)?$|^scope$/.test(name))).toEqual([]);
  // What section 5.2 lets these members hold.
  expect(String(body['error'])).toMatch(/^[a-z_]+$/);
  expect(body['error_description'] ?? '').toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
}

describe('an endpoint for programs', () => {
  it.each(programs)('%s answers errors as JSON that nobody keeps, whatever is accepted', async (url) => {
    for (const accept of [
      'text/html',
      '*/*',
      'application/xml',
      '',
      'text/html;q=1,application/json;q=0',
      ';;,q=x',
    ]) {
      const headers = { ...form, ...(accept !== '' && { accept }) };
      for (const payload of ['', 'grant_type=nonsense', 'token=%', 'a=b&a=c', '&&&', '\0']) {
        const method = url.includes('nobody') ? 'GET' : 'POST';
        const response = await send({ method, url, headers, ...(method === 'POST' && { payload }) });
        expect([response.statusCode >= 400, response.statusCode < 500]).toEqual([true, true]);
        expectError(response);
      }
    }
  });

  it.each(programs)(
    '%s tells a wrong method from a right one, and takes no slash more for another path',
    async (url) => {
      for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'POST']) {
        for (const path of [url, `${url}/`]) {
          const response = await send({ method, url: path, headers: { accept: 'text/html' } });
          expect(response.statusCode).not.toBe(404);
          if (response.statusCode !== 405) continue;
          expect(String(response.headers.allow).split(', ')).not.toContain(method);
          expect(response.headers.allow).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
          if (method !== 'HEAD') expectError(response);
          else expect(response.body).toBe('');
        }
      }
    },
  );

  it.each(posted)('%s is not used by GET, where what is sent would be in logs', async (url) => {
    const query = {
      grant_type: 'client_credentials',
      client_id: web.clientId,
      client_secret: web.secret ?? '',
    };
    const response = await send({ method: 'GET', url: `${url}?${new URLSearchParams(query).toString()}` });
    expect([response.statusCode, response.body.includes('access_token')]).toEqual([405, false]);
    const mixed = await send({
      method: 'POST',
      url: `${url}?${new URLSearchParams(query).toString()}`,
      headers: form,
    });
    expect(mixed.body).not.toContain('access_token');
  });

  it.each(posted)('%s takes no other content type than its own', async (url) => {
    const pairs = `grant_type=client_credentials&client_id=${web.clientId}&client_secret=${web.secret ?? ''}`;
    const json = JSON.stringify(Object.fromEntries(new URLSearchParams(pairs)));
    const isRegistration = url === '/o/register';
    const others: [string, string][] = [
      ['text/plain', pairs],
      ['text/plain', json],
      ['multipart/form-data; boundary=b', '--b--'],
      ['application/xml', '<x/>'],
      ['nonsense', pairs],
      ['', pairs],
      isRegistration ? ['application/x-www-form-urlencoded', pairs] : ['application/json', json],
      isRegistration ? ['application/json', '{'] : ['application/json', '{"grant_type":'],
    ];
    // Without a type there is no body: a client with nothing but defaults.
    const wrong = others.filter(([type]) => type !== '' || !isRegistration);
    for (const [type, payload] of wrong) {
      const headers = type === '' ? {} : { 'content-type': type };
      const response = await send({ method: 'POST', url, payload, headers });
      expect([type, response.statusCode >= 400, response.statusCode < 500]).toEqual([type, true, true]);
      expect(response.body).not.toContain('access_token');
    }
  });

  it('gives tokens that nobody keeps', async () => {
    const { headers, status } = await world.token({ grant_type: 'client_credentials' }, web);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const revoked = await world.post('/o/revoke_token', { form: { token: 'x' }, auth: web });
    expect([revoked.status, revoked.headers['cache-control']]).toEqual([200, 'no-store']);
  });

  it('says by which scheme to come, when somebody came by one that was refused', async () => {
    const { headers, status } = await world.token(
      { grant_type: 'x' },
      { header: 'Basic bm9ib2R5OnNlY3JldA==' },
    );
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic realm="/)]);
    const userinfo = await world.get('/o/userinfo', 'nonsense');
    expect([userinfo.status, userinfo.headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^Bearer realm="[^"]*", error="invalid_token"/),
    ]);
  });
});

describe('a page of the engine', () => {
  it.each(['/o/authorize', '/o/logout', '/o/device', '/o/logout/confirm', '/o/logout/success'])(
    '%s answers other methods with 405',
    async (url) => {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const response = await send({ method, url, headers: { accept: 'text/html' } });
        expect([method, response.statusCode]).toEqual([method, 405]);
        expect(String(response.headers.allow)).not.toContain(method);
      }
    },
  );

  it('that is asked for by HEAD has no body and nothing of the next step', async () => {
    for (const url of [world.authorizeUrl(web), '/o/logout', '/o/device']) {
      const response = await send({ method: 'HEAD', url });
      expect([url, response.body, response.statusCode < 400]).toEqual([url, '', true]);
    }
  });

  it('is not there while it is turned off', async () => {
    const other = await oauthWorld();
    for (const [method, url] of [
      ['POST', '/o/register'],
      ['GET', '/o/register/x'],
      ['PUT', '/o/register/x'],
      ['DELETE', '/o/register/x'],
    ] as const) {
      const response = await other.app.inject({ method, url, payload: {} });
      expect([method, url, response.statusCode]).toEqual([method, url, 404]);
      expectError(response);
    }
    expect((await other.get('/.well-known/openid-configuration')).text).not.toContain('/o/register');
    await other.close();
  });
});

describe('CORS', () => {
  const evil = { origin: 'https://evil.example' };
  const own = { origin: 'https://app.example' };

  it('lets the pages of an application read its answers, and nobody else’s', async () => {
    for (const path of ['/o/token', '/o/introspect', '/o/revoke_token', '/o/par']) {
      const fields = {
        ...{ grant_type: 'client_credentials', token: 'x', response_type: 'code', scope: 'openid' },
        ...{ redirect_uri: web.redirectUri, client_id: web.clientId },
      };
      const theirs = await world.post(path, { form: fields, auth: web, headers: evil });
      expect([path, theirs.status, theirs.headers['access-control-allow-origin']]).toEqual([
        path,
        400,
        undefined,
      ]);
      expect(theirs.text).not.toContain('access_token');
      const ours = await world.post(path, { form: fields, auth: web, headers: own });
      expect([path, ours.status < 300, ours.headers['access-control-allow-origin']]).toEqual([
        path,
        true,
        'https://app.example',
      ]);
    }
  });

  it.each([
    ...['https://app.example.evil.example', 'https://evil.example/https://app.example', 'http://app.example'],
    ...[
      'https://app.example:8443',
      'https://APP.example',
      'https://sub.app.example',
      'null',
      'https://app.example/',
    ],
  ])('knows origins byte by byte: not %s', async (origin) => {
    const answer = await world.token({ grant_type: 'client_credentials' }, web, { origin });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([400, undefined]);
  });

  it('lets the details of a user be read by the pages of the application that asks, and by no other', async () => {
    const person = await world.person('reader');
    const { access_token: token } = await world.tokensFor(web, person);
    for (const [origin, status] of [
      ['https://app.example', 200],
      ['https://evil.example', 400],
    ] as const) {
      const headers = { authorization: `Bearer ${token}`, origin };
      const response = await world.app.inject({ url: '/o/userinfo', headers });
      const allowed = status === 200 ? origin : undefined;
      expect([response.statusCode, response.headers['access-control-allow-origin']]).toEqual([
        status,
        allowed,
      ]);
      expect(response.body.includes(person.userId)).toBe(status === 200);
    }
  });

  it('never sends a browser’s cookies along, and lets no page of others into the journey', async () => {
    const urls = [world.authorizeUrl(web), '/o/device', '/o/logout', '/sign-in', '/o/interaction/x'];
    for (const url of [...urls, ...programs]) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const headers = { ...own, 'access-control-request-method': 'POST', ...form };
        const response = await send({ method, url, headers });
        expect(response.headers['access-control-allow-credentials']).toBeUndefined();
        if (!urls.includes(url)) continue;
        expect([url, response.headers['access-control-allow-origin']]).toEqual([url, undefined]);
      }
    }
  });

  it('lets everybody read the metadata and keys, which everybody may know', async () => {
    for (const url of ['/.well-known/openid-configuration', '/.well-known/jwks.json']) {
      const response = await send({ method: 'GET', url, headers: evil });
      expect([response.statusCode, response.body.includes('"d"')]).toEqual([200, false]);
    }
  });

  it('answers a preflight without knowing the client, and gives nothing away by it', async () => {
    for (const url of ['/o/token', '/o/userinfo']) {
      const headers = { ...evil, 'access-control-request-method': 'POST' };
      const response = await send({ method: 'OPTIONS', url, headers });
      expect([response.statusCode, response.body]).toEqual([204, '']);
    }
  });
});
