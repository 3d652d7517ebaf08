import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oauthWorld, type OauthWorld } from '../support/oauth/index.ts';

/** Counts who connects, whatever they want. */
let server: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => void server.close());

const production = {
  NODE_ENV: 'production',
  OSTIARY_URL: 'https://id.example',
  OSTIARY_SECRET: 'kept-by-nobody-0123456789-abcdefghijklmnop',
  OSTIARY_CLIENT_METADATA_DOCUMENTS: 'on',
};

async function authorize(world: OauthWorld, clientId: string) {
  const query = new URLSearchParams({
    ...{
      response_type: 'code',
      client_id: clientId,
      redirect_uri: 'https://app.example/cb',
      scope: 'openid',
    },
    ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
  });
  const url = `/o/authorize?${query.toString()}`;
  return world.app.inject({ url, headers: { accept: 'text/html' } });
}

describe('a client that is the address of a document about itself', () => {
  test('is unknown while the setting is off, and nothing is fetched', async () => {
    const world = await oauthWorld();
    try {
      const response = await authorize(world, `https://127.0.0.1:${String(port)}/client.json`);
      expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
      expect(connections).toBe(0);
    } finally {
      await world.close();
    }
  });

  test.each([
    ['this machine', () => `https://127.0.0.1:${String(port)}/client.json`],
    ['this machine by name', () => `https://localhost:${String(port)}/client.json`],
    ['this machine by IPv6', () => `https://[::1]:${String(port)}/client.json`],
    ['a private network', () => 'https://10.0.0.1/client.json'],
    ['the metadata service of a cloud', () => 'https://169.254.169.254/client.json'],
    ['an address without TLS', () => `http://127.0.0.1:${String(port)}/client.json`],
  ])('is not fetched from %s in production', async (_what, clientId) => {
    const world = await oauthWorld(production);
    try {
      const response = await authorize(world, clientId());
      expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
      expect(connections).toBe(0);
    } finally {
      await world.close();
    }
  });
});

describe('a client whose document is there', () => {
  const clientId = 'https://agent.example/client.json';
  const document = {
    client_id: clientId,
    client_name: 'Agent',
    redirect_uris: ['https://agent.example/cb'],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
  let world: OauthWorld;
  let fetched: string[];

  beforeAll(async () => {
    fetched = [];
    const answer = async (input: string | URL | Request): Promise<Response> => {
      const url = input instanceof Request ? input.url : String(input);
      fetched.push(url);
      const named = url.endsWith('/liar.json') ? document : { ...document, client_id: url };
      return Response.json(named, { headers: { 'cache-control': 'max-age=600' } });
    };
    world = await oauthWorld({ OSTIARY_CLIENT_METADATA_DOCUMENTS: 'on' }, undefined, answer);
  });
  afterAll(() => world.close());

  test('signs people in, knows them, refreshes, and is taken back like any other', async () => {
    const person = await world.person();
    const browser = world.browser();
    const agent = {
      ...(await world.client()),
      clientId,
      secret: null,
      redirectUri: 'https://agent.example/cb',
    };
    await browser.signIn(person);
    const tokens = await world.tokensFor(agent, browser, { scope: 'openid profile read' });
    expect((await world.get('/o/userinfo', tokens.access_token)).body).toMatchObject({ sub: person.userId });
    const resource = await world.client();
    expect(await world.introspect(tokens.access_token, resource)).toMatchObject({
      active: true,
      client_id: clientId,
    });
    expect((await world.refresh(agent, tokens.refresh_token)).status).toBe(200);
    const act = { ...world.operator.act, actor: { type: 'user' as const, id: person.userId } };
    expect(await world.services.oauth.revokeGranted(act, person.userId, clientId)).toBe(true);
    expect(await world.introspect(tokens.access_token, resource)).toEqual({ active: false });
    expect(fetched.filter((url) => url === clientId)).toHaveLength(1);
  });

  test('is refused when the document is about another', async () => {
    const response = await authorize(world, 'https://agent.example/liar.json');
    expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
  });
});
