import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oauthWorld, type OauthWorld, type Person, type TestClient } from '../support/oauth/index.ts';

/** contracts/django-oauth-toolkit.md: the rows that do not hold here, each with the reason and the proof. */

let world: OauthWorld;
let ada: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client();
});
afterAll(() => world.close());

const machine = { grant_type: 'client_credentials' };

/** Where we differ on purpose: what the toolkit does, why we do not, and the proof. */
const differences: [row: string, reason: string, prove: () => Promise<void>][] = [
  [
    'replaying a code only gives invalid_grant',
    'RFC 6749 section 4.1.2: what was issued for it should be revoked',
    async () => {
      const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
      const { body } = await world.exchange(client, arrival);
      await world.exchange(client, arrival);
      expect(await world.introspect(body['access_token'] as string, client)).toEqual({ active: false });
    },
  ],
  [
    'plain PKCE is allowed',
    'RFC 9700 section 2.1.1: it does not protect whoever reads the request',
    async () => {
      const browser = world.browser();
      const url = world.authorizeUrl(client, { code_challenge_method: 'plain' });
      expect(browser.arrived(await browser.open(url)).error).toBe('invalid_request');
    },
  ],
  [
    'the password grant',
    'RFC 9700 section 2.4: it must not be used',
    async () => {
      const form = { grant_type: 'password', username: 'ada', password: ada.password };
      expect((await world.token(form, client)).body).toMatchObject({ error: 'unsupported_grant_type' });
    },
  ],
  [
    'PKCE is required of everybody (3.4)',
    'confidential clients prove who they are; 1.7 clients have none',
    async () => {
      const url = world.authorizeUrl(client, { code_challenge: undefined, code_challenge_method: undefined });
      expect((await world.browser().authorize(url, ada)).code).toBeDefined();
    },
  ],
  [
    'prompt=none still shows the consent page',
    'OpenID Connect Core section 3.1.2.1: no page may be shown',
    async () => {
      const browser = world.browser();
      expect(browser.arrived(await browser.open(world.authorizeUrl(client, { prompt: 'none' }))).error).toBe(
        'login_required',
      );
    },
  ],
  [
    'a JSON body, or no grant_type, is unsupported_grant_type',
    'RFC 6749 section 5.2: the request is invalid',
    async () => {
      expect((await world.token({}, client)).body).toMatchObject({ error: 'invalid_request' });
    },
  ],
  [
    'missing client auth is invalid_client',
    'the request names no client at all, which is invalid_request',
    async () => {
      expect(await world.token(machine)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    },
  ],
  [
    'repeated parameters: the last one wins',
    'RFC 6749 section 3.2: they must not be included more than once',
    async () => {
      expect((await world.token({ ...machine, scope: ['read', 'write'] }, client)).status).toBe(400);
    },
  ],
  [
    'a differing redirect_uri at the token endpoint is invalid_request',
    'RFC 6749 section 5.2 calls it invalid_grant',
    async () => {
      const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
      const answer = await world.exchange(client, arrival, { redirect_uri: 'https://app.example/other' });
      expect(answer.body).toMatchObject({ error: 'invalid_grant' });
    },
  ],
  [
    'introspection without credentials is 403 and empty HTML',
    'RFC 7662 section 2.3: 401 in the form of OAuth',
    async () => {
      const answer = await world.post('/o/introspect/', {
        form: { token: 'x' },
        auth: { ...client, secret: 'no' },
      });
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    },
  ],
  [
    'introspection by GET',
    'RFC 7662 section 2.1: POST, so that no token is in a log',
    async () => {
      expect((await world.app.inject('/o/introspect/?token=x')).statusCode).toBe(405);
    },
  ],
  [
    'introspection by a bearer token with the scope introspection',
    'one way for clients to prove who they are',
    async () => {
      const { body } = await world.token(machine, client);
      const auth = { header: `Bearer ${body['access_token'] as string}` };
      expect((await world.post('/o/introspect/', { form: { token: 'x' }, auth })).status).toBe(400);
    },
  ],
  [
    'a refresh token is inactive at introspection',
    'its own client may ask whether it is still good',
    async () => {
      const { refresh_token } = await world.tokensFor(client, ada);
      expect(await world.introspect(refresh_token, client)).toMatchObject({ active: true });
    },
  ],
  [
    'a used refresh token dies at once',
    'two tabs that refresh at once get the same successor for ten seconds',
    async () => {
      const { refresh_token } = await world.tokensFor(client, ada);
      const [one, other] = [
        await world.refresh(client, refresh_token),
        await world.refresh(client, refresh_token),
      ];
      expect(one.body['refresh_token']).toBe(other.body['refresh_token']);
    },
  ],
  [
    'the old access token dies with the refresh',
    'signed ones live for minutes and end with their grant',
    async () => {
      const { refresh_token, access_token } = await world.tokensFor(client, ada);
      await world.refresh(client, refresh_token);
      expect(await world.introspect(access_token, client)).toMatchObject({ active: true });
    },
  ],
  [
    'access tokens are opaque, and live ten hours',
    'RFC 9068: services verify them without a request',
    async () => {
      const { access_token, expires_in } = await world.tokensFor(client, ada);
      expect([access_token.split('.').length, expires_in]).toEqual([3, 300]);
    },
  ],
];

describe('differs on purpose from the toolkit:', () => {
  test.each(differences)('%s — %s', async (_row, _reason, prove) => {
    await prove();
  });
});
