import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clientKey,
  oauthWorld,
  testChallenge,
  type ClientKey,
  type Form,
  type OauthWorld,
  type Person,
  type Stop,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client();
});
afterAll(() => world.close());

function request(by: TestClient, form: Form = {}): Form {
  return {
    ...{ response_type: 'code', client_id: by.clientId, redirect_uri: by.redirectUri, scope: 'openid read' },
    ...{ state: 'pushed', code_challenge: testChallenge, code_challenge_method: 'S256', ...form },
  };
}

const push = (by: TestClient, form: Form = {}) => world.post('/o/par', { form: request(by, form), auth: by });
const authorizePushed = (by: TestClient, uri: unknown) =>
  `/o/authorize?${new URLSearchParams({ client_id: by.clientId, request_uri: String(uri) }).toString()}`;

/** A page, or an error for the client at its registered address. */
function expectRefusal({ status, arrival }: Stop): void {
  if (!arrival) return expect(status).toBe(400);
  expect(arrival.searchParams.get('error')).toMatch(/^invalid_request(_uri|_object)?$/);
  expect(arrival.searchParams.get('code')).toBeNull();
}

describe('pushed authorization requests (RFC 9126)', () => {
  test('are taken up at the authorization endpoint', async () => {
    const { status, body } = await push(client);
    expect(status).toBe(201);
    expect(body).toEqual({
      request_uri: expect.stringMatching(/^urn:/) as string,
      expires_in: expect.any(Number) as number,
    });
    const arrival = await world.browser().authorize(authorizePushed(client, body['request_uri']), ada);
    expect(arrival).toMatchObject({ state: 'pushed', code: expect.any(String) as string });
    expect((await world.exchange(client, arrival)).status).toBe(200);
  });

  test('work once', async () => {
    const { body } = await push(client);
    const url = authorizePushed(client, body['request_uri']);
    await world.browser().authorize(url, ada);
    const stop = await world.browser().open(url);
    expectRefusal(stop);
  });

  test('expire', async () => {
    const { body } = await push(client);
    world.passTime(((body['expires_in'] as number) + 10) * 1_000);
    const stop = await world.browser().open(authorizePushed(client, body['request_uri']));
    expectRefusal(stop);
  });

  test('are of the client that pushed them', async () => {
    const other = await world.client();
    const { body } = await push(client);
    const stop = await world.browser().open(authorizePushed(other, body['request_uri']));
    expectRefusal(stop);
  });

  test.each<[string, Form, string]>([
    ['a redirect URI that is not registered', { redirect_uri: 'https://evil.example' }, 'invalid_request'],
    ['an unknown scope', { scope: 'openid admin' }, 'invalid_scope'],
    ['an unknown resource', { resource: 'https://nobody.example' }, 'invalid_target'],
    ['a request URI in it', { request_uri: 'urn:x' }, 'request_uri_not_supported'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ])('refuse %s', async (_what, form, error) => {
    expect(await push(client, form)).toMatchObject({ status: 400, body: { error } });
  });

  test('need the client to prove who it is', async () => {
    const wrong = await world.post('/o/par', { form: request(client), auth: { ...client, secret: 'x' } });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});

describe('signed request objects (RFC 9101)', () => {
  let key: ClientKey;
  let keyed: TestClient;
  beforeAll(async () => {
    key = await clientKey();
    keyed = await world.client({ authentication: 'private_key_jwt', jwks: key.jwks });
  });

  async function objectFor(claims: Record<string, unknown> = {}, by = key) {
    const now = Math.floor(Date.now() / 1000);
    return by.sign({
      ...request(keyed, { state: 'signed' }),
      ...{ iss: keyed.clientId, aud: world.origin, exp: now + 60, iat: now, jti: crypto.randomUUID() },
      ...claims,
    });
  }

  const open = async (object: string) =>
    world
      .browser()
      .open(`/o/authorize?${new URLSearchParams({ client_id: keyed.clientId, request: object }).toString()}`);

  test('are taken instead of parameters', async () => {
    const query = new URLSearchParams({ client_id: keyed.clientId, request: await objectFor() });
    const arrival = await world.browser().authorize(`/o/authorize?${query.toString()}`, ada);
    expect(arrival).toMatchObject({ state: 'signed', code: expect.any(String) as string });
  });

  test.each<[string, () => Promise<string>]>([
    ['signed by another key', async () => objectFor({}, await clientKey())],
    ['of another client', () => objectFor({ client_id: client.clientId })],
    ['for another server', () => objectFor({ aud: 'https://elsewhere.example' })],
    ['that has expired', () => objectFor({ exp: 1_000 })],
    [
      'that is not signed',
      async () => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return `${part({ alg: 'none' })}.${part(request(keyed))}.`;
      },
    ],
  ])('are refused when %s', async (_what, make) => {
    const stop = await open(await make());
    const error = stop.arrival?.searchParams.get('error');
    if (stop.arrival) expect(error).toMatch(/^invalid_request(_object)?$/);
    else expect(stop.status).toBe(400);
    expect(stop.html + (stop.arrival?.href ?? '')).not.toContain('code=');
  });
});
