import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let person: Person;
let web: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person('ada', { isSuperuser: true });
  web = await world.client();
});
afterAll(() => world.close());

describe('RFC 9700 section 4.3.1: a code that stays in the history of a browser', () => {
  it('is good once, and its second use ends what the first gave', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(web), person);
    const first = await world.exchange(web, arrival);
    const { access_token: access, refresh_token: refresh } = first.body as unknown as Tokens;
    expect(await world.introspect(access, web)).toMatchObject({ active: true });
    const second = await world.exchange(web, arrival);
    expect([second.status, second.body['error']]).toEqual([400, 'invalid_grant']);
    expect(await world.introspect(access, web)).toEqual({ active: false });
    expect((await world.refresh(web, refresh)).body['error']).toBe('invalid_grant');
    expect((await world.get('/o/userinfo', access)).status).toBe(401);
    expect((await world.get('/api/v1/me', access)).status).toBe(401);
  });

  it('is good for a minute', async () => {
    const [early, late] = [world.browser(), world.browser()];
    const inTime = await early.authorize(world.authorizeUrl(web), person);
    world.passTime(55_000);
    expect((await world.exchange(web, inTime)).status).toBe(200);
    const tooLate = await late.authorize(world.authorizeUrl(web), person);
    world.passTime(61_000);
    const answer = await world.exchange(web, tooLate);
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('comes with nothing else that is secret', async () => {
    const { parameters } = await world.browser().authorize(world.authorizeUrl(web), person);
    expect(Object.keys(parameters).sort()).toEqual(['code', 'iss', 'state']);
    expect(parameters['code']).toMatch(/^[\w-]{43,}$/);
  });

  it('can be kept out of addresses by form_post', async () => {
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(web), person);
    const page = await browser.open(world.authorizeUrl(web, { response_mode: 'form_post' }));
    expect([page.status, page.arrival]).toEqual([200, undefined]);
    expect(page.response.headers['cache-control']).toBe('no-store');
    expect((await world.exchange(web, browser.arrived(page))).status).toBe(200);
  });
});

describe('RFC 9700 section 4.3.2: an access token', () => {
  it('is never part of an address: every response type that would put one there is refused', async () => {
    for (const type of ['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'none']) {
      const url = world.authorizeUrl(web, { response_type: type });
      const { location } = (await world.app.inject({ url })).headers;
      // Errors of such a request are told in the fragment.
      expect([type, location]).toEqual([
        type,
        expect.stringMatching(/^https:\/\/app\.example\/cb[?#]error=unsupported_response_type&/),
      ]);
      expect(location).not.toContain('access_token');
    }
    for (const mode of ['fragment', 'web_message', 'query.jwt', 'jwt']) {
      const browser = world.browser();
      await browser.authorize(world.authorizeUrl(web), person);
      const stop = await browser.open(world.authorizeUrl(web, { response_mode: mode }));
      expect(stop.arrival?.href ?? '').not.toContain('access_token');
    }
  });

  it.each(['/o/userinfo', '/auth/user/', '/api/v1/me', '/api/v1/users', '/o/introspect'])(
    'is not taken from the query at %s',
    async (path) => {
      const { access_token: access } = await world.tokensFor(web, person);
      for (const name of ['access_token', 'token', 'bearer_token', 'jwt']) {
        const response = await world.app.inject({ url: `${path}?${name}=${access}` });
        expect([name, response.statusCode]).not.toEqual([name, 200]);
        expect(response.statusCode).toBeGreaterThanOrEqual(400);
        expect(response.body).not.toContain('ada@example.com');
      }
    },
  );

  it('is not used twice over, in the header and elsewhere at once', async () => {
    const { access_token: access } = await world.tokensFor(web, person);
    const headers = { authorization: `Bearer ${access}` };
    const query = await world.app.inject({ url: `/o/userinfo?access_token=${access}`, headers });
    expect([query.statusCode, query.json()]).toMatchObject([400, { error: 'invalid_request' }]);
    const { status, body } = await world.post('/o/userinfo', { form: { access_token: access }, headers });
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
  });
});
