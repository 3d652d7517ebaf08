import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The body is worked on while it comes, so that it may take as long as the work; the route itself gives
     * up on a sender who falls silent.
     */
    isUnhurried?: boolean;
  }
}

const unhurried = new WeakSet<object>();

/** Lets the requests of such routes take longer than the server's `requestTimeout`. */
export function allowUnhurried(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.isUnhurried === true) unhurried.add(request.raw.socket);
    done();
  });
  // The next request on the same connection is hurried again.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.routeOptions.config.isUnhurried === true) unhurried.delete(request.raw.socket);
    done();
  });
}

const statuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * What is not HTTP, or comes too slowly. Node asks once for each request that exceeds `requestTimeout`, and
 * leaves it to us whether the connection is cut.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  const { code = '' } = error;
  if (code === 'ECONNRESET' || socket.destroyed) return;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && unhurried.has(socket)) return;
  const status = statuses[code] ?? 400;
  const title = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ error: title, statusCode: status });
  if (socket.writable) {
    const head = `HTTP/1.1 ${status} ${title}\r\nContent-Length: ${body.length}\r\nContent-Type: application/json`;
    socket.write(`${head}\r\n\r\n${body}`);
  }
  // Not by the error: it holds the request as it came, and whoever waits for the connection would log it.
  socket.destroy();
}
