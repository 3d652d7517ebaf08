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
