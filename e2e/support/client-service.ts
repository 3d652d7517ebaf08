import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createProxy, fastifyProxy } from '@ostiary/sdk/proxy';
import { build } from 'esbuild';
import fastify from 'fastify';
import { manage } from './management.ts';
import type { Site } from './site.ts';

/** A service with pages of its own, whose people sign in through the kit's proxy, with cookies. */
export interface ClientService {
  /** `http://localhost:…`, another port than Ostiary's. */
  url: string;
  /** Requests to paths below `/auth/`, such as `POST /auth/token/`, in order. */
  received: string[];
  /** Access tokens that `/api/` refuses. */
  refused: Set<string>;
  stop(): Promise<void>;
}

const page =
  '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script src="/page.js"></script>';

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./kit-page.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error' },
  });
  return outputFiles[0]?.text ?? '';
}

let services = 0;

export async function startClientService(site: Site): Promise<ClientService> {
  services += 1;
  const name = `shop-${services}`;
  await manage(site, 'POST /services', { name, audience: `https://${name}.example` });
  const { key } = await manage(site, `POST /services/${name}/keys`, {});
  const script = await bundlePage();
  const app = fastify();
  const received: string[] = [];
  const refused = new Set<string>();
  app.addHook('onRequest', async ({ method, url }) => {
    if (url.startsWith('/auth/')) received.push(`${method} ${url}`);
  });
  await app.register(fastifyProxy(createProxy({ url: site.url, key: String(key), cookie: true })));
  app.get('/', async (_request, reply) => reply.type('text/html').send(page));
  app.get('/page.js', async (_request, reply) => reply.type('text/javascript').send(script));
  app.get('/api/', async ({ headers }, reply) => {
    const [, token = ''] = headers.authorization?.split(' ') ?? [];
    return token === '' || refused.has(token) ? reply.code(401).send({}) : { token };
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    received,
    refused,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
