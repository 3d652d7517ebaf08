import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowUnhurried, answerClientError } from './slow-senders.ts';

let app: FastifyInstance;
let port: number;

beforeAll(async () => {
  app = fastify({
    requestTimeout: 150,
    http: { headersTimeout: 150, connectionsCheckingInterval: 20 },
    clientErrorHandler: answerClientError,
  });
  app.addContentTypeParser('text/plain', async (_request: unknown, payload: AsyncIterable<Buffer>) => {
    let text = '';
    for await (const chunk of payload) text += String(chunk);
    return text;
  });
  allowUnhurried(app);
  const echo = (request: { body: unknown }) => request.body;
  app.post('/hurried', echo);
  app.post('/unhurried', { config: { isUnhurried: true } }, echo);
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => app.close());

/** Sends the second half of a body after the server's limit, and gives what is answered to it all. */
async function sendSlowly(paths: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined);
  for (const path of paths) {
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nab`,
    );
    await sleep(400);
    if (!socket.destroyed) socket.write('cd');
    await sleep(100);
  }
  socket.destroy();
  return answer
    .replace(/\r\n(?:date|connection|keep-alive|content-[a-z]+):[^\r]*/gi, '')
    .replaceAll('\r\n', '\n');
}

test('a request may take no longer than the server allows', async () => {
  expect(await sendSlowly(['/hurried'])).toBe(
    'HTTP/1.1 408 Request Timeout\n\n{"error":"Request Timeout","statusCode":408}',
  );
});

test('an unhurried route takes its time, and the next request on the connection does not', async () => {
  expect(await sendSlowly(['/unhurried'])).toBe('HTTP/1.1 200 OK\n\nabcd');
  expect(await sendSlowly(['/unhurried', '/hurried'])).toMatch(/^HTTP\/1\.1 200 OK\n\nabcdHTTP\/1\.1 408 /);
});

test('what is not HTTP is told so', async () => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.write('nonsense\r\n\r\n');
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});
