import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failureOf, guarded } from './guarded-fetch.fixture.ts';
import type { ResolveHost } from './outbound-target.ts';
import { startRawServer, startReceiver, type Receiver } from './receiver.fixture.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function receiver(answer: RequestListener): Promise<Receiver> {
  const started = await startReceiver(answer);
  cleanUps.push(started.close);
  return started;
}

async function raw(talk: (socket: Socket) => void): Promise<string> {
  const { url, close } = await startRawServer(talk);
  cleanUps.push(close);
  return url;
}

function saying(bytes: string): Promise<string> {
  return raw((socket) => void socket.end(bytes, 'latin1'));
}

describe('how long it takes', () => {
  const hanging: RequestListener = () => undefined;

  test('a host that does not answer', async () => {
    const { url, countConnections } = await receiver(hanging);
    expect((await failureOf(guarded({ timeoutMs: 50 })(url))).reason).toBe('timeout');
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });

  test('a name server that does not answer', async () => {
    const resolve: ResolveHost = () => new Promise(() => undefined);
    const failure = await failureOf(guarded({ timeoutMs: 50, resolve })('https://app.example/'));
    expect(failure.reason).toBe('timeout');
  });

  test('an answer that comes byte by byte', async () => {
    const { url, countConnections } = await receiver((_request, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const response = await guarded({ timeoutMs: 200, maxBytes: 1_000_000 })(url);
    expect((await failureOf(response.text())).reason).toBe('timeout');
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });

  test('headers that come byte by byte', async () => {
    const url = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-drip: ');
      const drip = setInterval(() => socket.write('.'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const failure = await failureOf(guarded({ timeoutMs: 200 })(url));
    expect(failure.reason).toBe('timeout');
  });

  test('an answer that nobody reads lets go of its connection in the end', async () => {
    const { url, countConnections } = await receiver((_request, response) => void response.write('.'));
    expect((await guarded({ timeoutMs: 200 })(url)).status).toBe(200);
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });

  test('the caller may give up earlier, before and during the answer', async () => {
    const { url, countConnections } = await receiver((request, response) => {
      if (request.url === '/slow') response.write('.');
    });
    const fetch = guarded();
    expect((await failureOf(fetch(url, { signal: AbortSignal.abort() }))).reason).toBe('cancelled');
    expect((await failureOf(fetch(url, { signal: AbortSignal.timeout(50) }))).reason).toBe('timeout');
    const asked = new Request(url, { signal: AbortSignal.timeout(50) });
    expect((await failureOf(fetch(asked))).reason).toBe('timeout');
    const stop = new AbortController();
    const response = await fetch(`${url}/slow`, { signal: stop.signal });
    const reading = failureOf(response.text());
    stop.abort();
    expect((await reading).reason).toBe('cancelled');
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });
});

describe('how much it takes', () => {
  function pour(response: ServerResponse): void {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', () => pour(response));
  }

  test('an endless answer is cut off at the limit', async () => {
    const { url, countConnections } = await receiver((_request, response) => pour(response));
    const response = await guarded({ maxBytes: 100_000 })(url);
    expect((await failureOf(response.arrayBuffer())).reason).toBe('too_large');
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });

  test('one that announces too much is not read at all', async () => {
    const { url } = await receiver((_request, response) => {
      response.writeHead(200, { 'content-length': '1001' });
      response.write('.');
    });
    expect((await failureOf(guarded()(url))).reason).toBe('too_large');
  });

  test.each([999, 1_000, 1_001])('of a limit of 1000, %i bytes', async (size) => {
    const { url } = await receiver((_request, response) => {
      response.write('x'.repeat(size - 1));
      response.end('x');
    });
    const reading = guarded()(url).then((response) => response.text());
    if (size <= 1_000) expect(await reading).toHaveLength(size);
    else expect((await failureOf(reading)).reason).toBe('too_large');
  });

  test('what is cancelled unread frees its connection at once', async () => {
    const { url, countConnections } = await receiver((_request, response) => pour(response));
    const response = await guarded({ timeoutMs: 60_000 })(url);
    await response.body?.cancel();
    await vi.waitFor(async () => expect(await countConnections()).toBe(0));
  });

  test('a compressed answer, which could be of any size, is refused', async () => {
    const { url } = await receiver((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    });
    expect((await failureOf(guarded()(url))).reason).toBe('malformed');
  });
});

describe('what comes back', () => {
  test.each([200, 204, 304, 400, 404, 500, 599])('status %i is an answer', async (status) => {
    const { url } = await receiver((_request, response) => response.writeHead(status).end());
    const response = await guarded()(url);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
  });

  test.each([
    ['no HTTP', 'SECRET\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 6\r\n\r\nSECRET'],
    [
      'a length beside chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\nSECRET',
    ],
    ['a status beyond all', 'HTTP/1.1 999 SECRET\r\ncontent-length: 0\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nSECRET'],
    ['nothing', ''],
    ['endless headers', `HTTP/1.1 200 OK\r\n${'x: SECRET\r\n'.repeat(10_000)}\r\n`],
  ])('%s is a failure that tells nothing of it', async (_name, bytes) => {
    const failure = await failureOf(guarded()(await saying(bytes)));
    expect(['malformed', 'unreachable']).toContain(failure.reason);
    expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain(
      'SECRET',
    );
    expect(failure.cause).toBeUndefined();
  });

  test.each([
    ['breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nSECRET'],
    ['has broken chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nSECRET\r\n'],
  ])('a body that %s is a failure, never a shorter body', async (_name, bytes) => {
    const work = guarded()(await saying(bytes)).then((response) => response.text());
    expect((await failureOf(work)).reason).toBe('unreachable');
  });

  test('a reason phrase is not passed on', async () => {
    const response = await guarded()(await saying('HTTP/1.1 400 <b>hello</b>\r\ncontent-length: 0\r\n\r\n'));
    expect([response.status, response.statusText]).toEqual([400, '']);
  });
});
