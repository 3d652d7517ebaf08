import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createProxy, expressProxy, fastifyProxy, honoProxy, type AuthProxy } from '../../src/proxy/index.ts';
import { authUrl, json, stubAuthService, testKey } from './stub-auth-service.ts';

interface Service {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

const forwarded = { 'x-forwarded-for': '203.0.113.9' };
const running: Service[] = [];

afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

function at(port: number, stop: () => Promise<void>): Service {
  return { fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), stop };
}

async function startExpress(proxy: AuthProxy, parsesFirst: boolean): Promise<Service> {
  const app = express().set('trust proxy', 1);
  if (parsesFirst) app.use(express.json());
  app.use(expressProxy(proxy));
  app.post(
    '/orders',
    express.json(),
    (request, response) => void response.json({ got: request.body as unknown }),
  );
  const server: Server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return at((server.address() as AddressInfo).port, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

const services: Record<string, (proxy: AuthProxy) => Promise<Service>> = {
  async fastify(proxy) {
    const app = fastify({ trustProxy: '127.0.0.1' });
    await app.register(fastifyProxy(proxy));
    app.post('/orders', async ({ body }) => ({ got: body }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return at((app.server.address() as AddressInfo).port, () => app.close());
  },
  express: (proxy) => startExpress(proxy, false),
  'express with express.json() before': (proxy) => startExpress(proxy, true),
  async hono(proxy) {
    const app = new Hono();
    app.use(honoProxy(proxy, ({ req }) => req.header('x-forwarded-for')));
    app.post('/orders', async ({ req, json: answer }) => answer({ got: await req.json<object>() }));
    return {
      fetch: async (path, init) => app.request(`http://127.0.0.1${path}`, init),
      stop: async () => undefined,
    };
  },
};

describe.each(Object.entries(services))('the proxy in %s', (_name, start) => {
  async function setUp(answers = json(200, { refresh: 'ort_1', access: 'a' })) {
    const stub = stubAuthService(answers);
    const proxy = createProxy({
      url: authUrl,
      key: testKey,
      fetch: stub.fetch,
      cookie: true,
      bodyLimitBytes: 1000,
    });
    const service = await start(proxy);
    running.push(service);
    const csrf = await service.fetch('/auth/csrf/');
    const cookie = csrf.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-csrftoken': csrf.headers.get('x-csrftoken') ?? '',
      cookie,
      ...forwarded,
    };
    const post = (path: string, body: string) => service.fetch(path, { method: 'POST', headers, body });
    return { stub, service, post, headers };
  }

  it('signs in with the address that the framework trusts, and sets the cookie', async () => {
    const { stub, post } = await setUp();
    const response = await post('/auth/token/', JSON.stringify({ username: 'ada', password: 'pw' }));
    expect([response.status, await response.text()]).toEqual([200, '{"access":"a"}']);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.getSetCookie()).toEqual([
      'ostiary_refresh=ort_1; HttpOnly; Path=/auth/; SameSite=Strict',
    ]);
    expect(stub.calls[0]?.body).toEqual({ username: 'ada', password: 'pw' });
    expect(stub.calls[0]?.headers.get('ostiary-client-address')).toBe('203.0.113.9');
  });

  it('passes refusals on as they are', async () => {
    const { post } = await setUp(json(429, { detail: 'Request was throttled.' }, { 'retry-after': '7' }));
    const response = await post('/auth/token', JSON.stringify({ username: 'ada', password: 'no' }));
    expect([response.status, await response.json()]).toEqual([429, { detail: 'Request was throttled.' }]);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it('refuses in its own words: a method, a form of body, too much of it', async () => {
    const { service, post, headers } = await setUp();
    const statuses = [
      await service.fetch('/auth/token/', { headers: forwarded }),
      await service.fetch('/auth/token/', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: 'x',
      }),
      await post('/auth/token/', JSON.stringify({ username: 'a'.repeat(1000) })),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([405, 415, 413]);
    for (const response of statuses) expect(await response.json()).toHaveProperty('detail');
  });

  it('leaves everything else to the service', async () => {
    const { service, post } = await setUp();
    expect(await (await post('/orders', '{"id":1}')).json()).toEqual({ got: { id: 1 } });
    expect((await service.fetch('/auth/other/')).status).toBe(404);
    expect((await service.fetch('/other')).status).toBe(404);
  });
});
