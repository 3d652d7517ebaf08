import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/api-client.ts';
import {
  oauthWorld,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

const phishing = 'https://phishing.example/cb';

let world: OauthWorld;
let person: Person;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  person = await world.person();
});
afterAll(() => world.close());

/** Requests that are wrong on purpose, so that somebody is sent on at once. */
const wrongOnPurpose: Form[] = [
  { scope: 'no-such-scope' },
  { response_type: 'token' },
  { response_type: undefined },
  { code_challenge: undefined, code_challenge_method: undefined },
  { code_challenge_method: 'plain' },
  { claims: '{' },
  { max_age: 'x' },
  { resource: 'https://nowhere.example' },
  { prompt: 'nonsense' },
  { request: 'x.y.z' },
  { response_mode: 'form_post', scope: 'no-such-scope' },
];

async function registeredByAnybody(): Promise<TestClient> {
  const payload = {
    redirect_uris: [phishing],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  const response = await world.app.inject({ method: 'POST', url: '/o/register', payload });
  const { client_id: clientId } = response.json<{ client_id: string }>();
  const { application } = (await world.services.applications.findClient(clientId)) ?? {};
  if (!application) throw new Error(response.body);
  return { clientId, secret: null, redirectUri: phishing, application };
}

async function registeredByUser(): Promise<TestClient> {
  const { userId } = await world.person();
  const { application } = await world.services.applications.create(operator, {
    name: 'Somebody’s',
    clientType: 'public',
    redirectUris: [phishing],
    ownerId: userId,
  });
  return { clientId: application.clientId, secret: null, redirectUri: phishing, application };
}

describe.each([
  ['that registered itself', registeredByAnybody],
  ['of a user', registeredByUser],
] as const)('RFC 9700 section 4.11.2: an application %s', (_whose, register) => {
  it('is sent nobody by a request that is wrong on purpose: it ends on a page of ours that leads nowhere', async () => {
    const client = await register();
    for (const parameters of wrongOnPurpose) {
      const response = await world.app.inject({
        url: world.authorizeUrl(client, parameters),
        headers: { accept: 'text/html' },
      });
      expect([parameters, response.statusCode, response.headers.location]).toEqual([
        parameters,
        400,
        undefined,
      ]);
      expect(response.body).not.toContain('phishing.example');
    }
  });

  it('gets its answers once somebody signed in, was asked, or the client asks in silence', async () => {
    const client = await register();
    const browser = world.browser();
    const refused = await browser.deny(await browser.open(world.authorizeUrl(client)));
    expect(browser.arrived(refused).error).toBe('access_denied');
    const silent = await browser.open(world.authorizeUrl(client, { prompt: 'none' }));
    expect(browser.arrived(silent).error).toBe('login_required');
    const agreed = await browser.authorize(world.authorizeUrl(client), person);
    expect(agreed.code).toBeDefined();
    const wrong = await browser.open(world.authorizeUrl(client, { scope: 'no-such-scope' }));
    expect(browser.arrived(wrong).error).toBe('invalid_scope');
  });

  it('is sent nobody by a request to sign out, unless it shows an ID token of its own', async () => {
    const client = await register();
    const { applications } = world.services;
    const { id } = client.application;
    await applications.update(world.operator, id, {
      postLogoutRedirectUris: ['https://phishing.example/bye'],
    });
    const target = { post_logout_redirect_uri: 'https://phishing.example/bye', client_id: client.clientId };
    const url = `/o/logout?${new URLSearchParams(target).toString()}`;
    const nobody = world.browser();
    expect((await nobody.submit(await nobody.open(url), {}, '/confirm')).arrival).toBeUndefined();
    const browser = world.browser();
    await browser.signIn(person);
    for (const answer of [{}, { logout: 'yes' }]) {
      const after = await browser.submit(await browser.open(url), answer, '/confirm');
      expect([after.arrival, after.status]).toEqual([undefined, 200]);
    }
    const { id_token: hint } = await world.tokensFor(client, person);
    const page = await browser.open(`${url}&id_token_hint=${hint}`);
    const shown = await browser.submit(page, { logout: 'yes' }, '/confirm');
    expect(shown.arrival?.href).toBe('https://phishing.example/bye');
  });
});

describe('RFC 9700 section 4.11.2: this server sends nobody', () => {
  const targets = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    '/x/..//evil.example',
    '\\\\evil.example',
    ' //evil.example',
    'http://localhost:8000@evil.example',
    'http://localhost:8000.evil.example',
  ];

  function leadsAway(location: string | number | undefined): boolean {
    return new URL(String(location ?? '/'), world.origin).origin !== world.origin;
  }

  it.each(targets)('to %j after signing in', async (next) => {
    const browser = world.browser();
    const query = new URLSearchParams({ next }).toString();
    const page = await browser.open(`/sign-in?${query}`);
    const after = await browser.post('/sign-in', {
      ...{ login: person.username, password: person.password, next },
      form_token: page.document.querySelector<HTMLInputElement>('[name=form_token]')?.value ?? '',
    });
    expect([after.status, after.arrival, after.url]).toEqual([200, undefined, '/']);
    const again = await browser.step(`/sign-in?${query}`);
    expect([again.status, leadsAway(again.response.headers.location)]).toEqual([303, false]);
    const signUp = await browser.step(`/sign-up?${query}`);
    expect(leadsAway(signUp.response.headers.location)).toBe(false);
    expect(signUp.html).not.toMatch(/href="[^"#/]/);
  });

  it.each([...targets, 'https://app.example/bye/', 'https://app.example/bye?x', 'https://app.example/cb'])(
    'to %j after signing out',
    async (target) => {
      const client = await world.client({ postLogoutRedirectUris: ['https://app.example/bye'] });
      const browser = world.browser();
      const { id_token: hint } = await world.tokensFor(client, person);
      await browser.signIn(person);
      for (const query of [{}, { client_id: client.clientId }, { id_token_hint: hint }]) {
        const asked = { ...query, post_logout_redirect_uri: target, state: 'x' };
        const stop = await browser.open(`/o/logout?${new URLSearchParams(asked).toString()}`);
        expect(stop.arrival).toBeUndefined();
        expect(stop.html).not.toContain('evil.example');
        if (stop.status !== 200) continue;
        const after = await browser.submit(stop, { logout: 'yes' }, '/confirm');
        expect([after.arrival, after.status]).toEqual([undefined, 200]);
        await browser.signIn(person);
      }
    },
  );

  it('but to an address that the client registered for it', async () => {
    const client = await world.client({ postLogoutRedirectUris: ['https://app.example/bye'] });
    const browser = world.browser();
    await browser.signIn(person);
    const target = { post_logout_redirect_uri: 'https://app.example/bye', client_id: client.clientId };
    const page = await browser.open(`/o/logout?${new URLSearchParams(target).toString()}`);
    const after = await browser.submit(page, { logout: 'yes' }, '/confirm');
    expect(after.arrival?.href).toBe('https://app.example/bye');
  });

  it('to a client by the name of its home page, which is a link and never a redirect', async () => {
    const client = await world.client({ homepageUri: 'https://evil.example/' });
    const { status, headers } = await world.get(`/o/logout/success?client_id=${client.clientId}`);
    expect([status, headers.location, headers['refresh']]).toEqual([200, undefined, undefined]);
    const unknown = await world.get('/o/logout/success?client_id=https://evil.example');
    expect([unknown.status, unknown.headers.location]).toEqual([400, undefined]);
  });

  it('to a home page that is a script', async () => {
    const payload = { client_uri: 'javascript:alert(1)', redirect_uris: [phishing] };
    const response = await world.app.inject({ method: 'POST', url: '/o/register', payload });
    expect([response.statusCode, response.json()]).toMatchObject([400, { error: 'invalid_client_metadata' }]);
  });
});
