import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clientKey,
  oauthWorld,
  type ClientKey,
  type OauthWorld,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let key: ClientKey;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  key = await clientKey();
  client = await world.client({ authentication: 'private_key_jwt', jwks: key.jwks });
});
afterAll(() => world.close());

const machine = { grant_type: 'client_credentials' };
const good = () => key.assertion(client.clientId, { aud: world.origin });

describe('client authentication by a signed assertion (RFC 7523 section 2.2)', () => {
  test.each([
    ['the issuer', () => world.origin],
    ['the token endpoint', () => `${world.origin}/o/token`],
  ])('takes %s as audience', async (_what, aud) => {
    const answer = await world.token(machine, await key.assertion(client.clientId, { aud: aud() }));
    expect(answer.status, answer.text).toBe(200);
  });

  test('takes an assertion once', async () => {
    const auth = await good();
    expect((await world.token(machine, auth)).status).toBe(200);
    expect(await world.token(machine, auth)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('of twenty uses of an assertion at once one gets a token', async () => {
    const auth = await good();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.token(machine, auth)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refusals = answers.filter(({ status }) => status !== 200);
    expect(new Set(refusals.map(({ status, body }) => `${status} ${body['error'] as string}`))).toEqual(
      new Set(['401 invalid_client']),
    );
  });

  test('an assertion that was refused for something else is used up, too', async () => {
    const auth = await good();
    expect((await world.token({ ...machine, scope: 'admin' }, auth)).status).toBe(400);
    expect((await world.token(machine, auth)).status).toBe(401);
  });

  test.each<[string, Record<string, unknown>]>([
    ['another audience', { aud: 'https://elsewhere.example' }],
    ['no audience', { aud: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that has passed', { exp: 1_000 }],
    ['no id', { jti: undefined }],
    ['another issuer', { iss: 'somebody' }],
    ['another subject', { sub: 'somebody' }],
  ])('refuses %s', async (_what, claims) => {
    const auth = await key.assertion(client.clientId, { aud: world.origin, ...claims });
    const answer = await world.token(machine, auth);
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('refuses another key, a secret and no proof at all', async () => {
    const other = await clientKey();
    const forged = await other.assertion(client.clientId, { aud: world.origin });
    for (const auth of [forged, { ...client, secret: 'guess' }, { body: { client_id: client.clientId } }]) {
      expect(await world.token(machine, auth)).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
    }
  });

  test('refuses an assertion of a client that has a secret', async () => {
    const secretive = await world.client();
    const auth = await key.assertion(secretive.clientId, { aud: world.origin });
    expect(await world.token(machine, auth)).toMatchObject({ status: 401 });
  });
});

describe('keys of a client at its own address', () => {
  let server: Server;
  let uri: string;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      asked++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(key.jwks));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    uri = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks.json`;
  });
  afterAll(() => void server.close());

  test('are fetched, and kept', async () => {
    const remote = await world.client({ authentication: 'private_key_jwt', jwksUri: uri });
    for (let count = 0; count < 3; count++) {
      const auth = await key.assertion(remote.clientId, { aud: world.origin });
      const answer = await world.token(machine, auth);
      expect(answer.status, answer.text).toBe(200);
    }
    expect(asked).toBe(1);
  });
});
