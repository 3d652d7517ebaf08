import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Hono } from 'hono';

/** What Hono's handlers find in `env`. */
export interface Bindings {
  Bindings: { address: string | undefined };
}

/** That of whoever asks: behind a reverse proxy on this machine, the last one that it names. */
function addressOf({ headers, socket }: IncomingMessage): string | undefined {
  const isOurProxy = socket.remoteAddress === '127.0.0.1' || socket.remoteAddress === '::1';
  const forwarded = isOurProxy ? String(headers['x-forwarded-for'] ?? '') : '';
  return forwarded.split(',').at(-1)?.trim() || socket.remoteAddress;
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) sent.set(name, String(value));
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? new Uint8Array(await buffer(incoming)) : null;
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), { method, headers: sent, body });
}

async function answer(
  app: Hono<Bindings>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await app.fetch(await requestOf(incoming), {
    address: addressOf(incoming),
  });
  response.writeHead(status, Object.fromEntries(headers));
  for await (const part of body ?? []) response.write(part);
  response.end();
}

/** The least that Hono needs on Node; `@hono/node-server` is what one would install for more than an example. */
export function serve(app: Hono<Bindings>): Server {
  return createServer((incoming, response) => {
    answer(app, incoming, response).catch(() => response.destroy());
  });
}
