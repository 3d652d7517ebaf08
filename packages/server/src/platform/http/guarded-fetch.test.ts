import * as http from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failureOf, guarded } from './guarded-fetch.fixture.ts';
import type { ResolveHost } from './outbound-target.ts';
import { startReceiver, startTlsReceiver, trustReceiver, type Receiver } from './receiver.fixture.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function receiver(answer: RequestListener): Promise<Receiver> {
  const started = await startReceiver(answer);
  cleanUps.push(started.close);
  return started;
}

const atLoopback: ResolveHost = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

describe('what is sent', () => {
  test('a GET and its answer are as with fetch', async () => {
    const { url, received } = await receiver((_request, response) => {
      response.setHeader('cache-control', ['max-age=60', 'public']);
      response.setHeader('content-type', 'application/json');
      response.end('{"keys":[]}');
    });
    const response = await guarded()(new URL(`${url}/jwks?x=1#fragment`), {
      headers: { accept: 'application/json', 'user-agent': '' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('max-age=60, public');
    expect(await response.json()).toEqual({ keys: [] });
    expect(received).toMatchObject([
      {
        method: 'GET',
        path: '/jwks?x=1',
        body: '',
        headers: {
          accept: 'application/json',
          'user-agent': '',
          'accept-encoding': 'identity',
          connection: 'close',
        },
      },
    ]);
    expect(received[0]!.headers).not.toHaveProperty('content-length');
    expect(received[0]!.headers).not.toHaveProperty('transfer-encoding');
  });

  test('forms, texts and whole requests are sent with their type and length', async () => {
    const { url, received } = await receiver((_request, response) => response.end());
    const fetch = guarded();
    await fetch(url, { method: 'POST', body: new URLSearchParams({ logout_token: 'a.b.c' }) });
    await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    await fetch(new Request(url, { method: 'PUT', body: 'text', headers: { 'x-own': '1' } }));
    expect(received).toMatchObject([
      {
        method: 'POST',
        body: 'logout_token=a.b.c',
        headers: {
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
          'content-length': '18',
        },
      },
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      { method: 'PUT', body: 'text', headers: { 'x-own': '1', 'content-length': '4' } },
    ]);
  });

  test('the host is named in the request, whatever the caller says', async () => {
    const { port, received } = await receiver((_request, response) => response.end());
    const fetch = guarded({ resolve: atLoopback });
    await fetch(`http://app.example:${port}/`, { headers: { host: 'internal' } });
    expect(received[0]!.headers.host).toBe(`app.example:${port}`);
  });

  test('cookies that an answer sets are not sent back', async () => {
    const { url, received } = await receiver((_request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end();
    });
    const fetch = guarded();
    await fetch(url);
    await fetch(url);
    expect(received[1]!.headers).not.toHaveProperty('cookie');
  });

  test('no proxy that the environment names is asked', async () => {
    const proxy = await receiver((_request, response) => response.end('from the proxy'));
    const { url } = await receiver((_request, response) => response.end('from the host'));
    // As NODE_USE_ENV_PROXY does at start; Node 22 knows neither.
    const restore = http.setGlobalProxyFromEnv?.({ http_proxy: proxy.url, https_proxy: proxy.url });
    if (restore) cleanUps.push(restore);
    expect(await (await guarded()(url)).text()).toBe('from the host');
    expect(proxy.received).toEqual([]);
  });
});

describe('where it goes', () => {
  test('the connection goes to the address that was checked, and a name is resolved once', async () => {
    const { port, received } = await receiver((_request, response) => response.end('ok'));
    const asked: string[] = [];
    const resolve: ResolveHost = (hostname) => {
      asked.push(hostname);
      // A second answer would lead elsewhere.
      const address = asked.length === 1 ? '127.0.0.1' : '169.254.169.254';
      return Promise.resolve([{ address, family: 4 }]);
    };
    const response = await guarded({ resolve })(`http://rebinding.example:${port}/`);
    expect(await response.text()).toBe('ok');
    expect(asked).toEqual(['rebinding.example']);
    expect(received).toHaveLength(1);
  });

  test('without loopback nothing on this machine is connected to', async () => {
    const { port, countConnections } = await receiver((_request, response) => response.end());
    const fetch = guarded({ allowLoopback: false, resolve: atLoopback });
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', 'rebound.example']) {
      expect((await failureOf(fetch(`https://${host}:${port}/`))).reason).toBe('address');
      expect((await failureOf(fetch(`http://${host}:${port}/`))).reason).toBe('url');
    }
    expect(await countConnections()).toBe(0);
  });

  test('what is no URL, or one with a password, is refused without being repeated', async () => {
    for (const url of ['', 'app', '//app.example/', 'https://', 'https://a:s3cret@app.example/']) {
      const failure = await failureOf(guarded()(url));
      expect(failure).toMatchObject({ reason: 'url', message: 'The URL is not one that is called.' });
    }
  });

  test.each(['manual', 'follow', undefined] as const)('a redirect is not followed (%s)', async (redirect) => {
    const inside = await receiver((_request, response) => response.end('secret'));
    const { url } = await receiver((_request, response) => {
      response.writeHead(302, { location: `${inside.url}/latest/meta-data` }).end('moved');
    });
    const response = await guarded()(url, redirect && { redirect });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`${inside.url}/latest/meta-data`);
    expect(inside.received).toEqual([]);
  });

  test('a port that nobody listens on is told by the name of the failure', async () => {
    const gone = await startReceiver((_request, response) => response.end());
    await gone.close();
    expect(await failureOf(guarded()(gone.url))).toMatchObject({
      reason: 'unreachable',
      systemCode: 'ECONNREFUSED',
      message: 'No connection, or it broke. (ECONNREFUSED)',
    });
  });
});

describe('by TLS', () => {
  async function tlsReceiver(): Promise<Awaited<ReturnType<typeof startTlsReceiver>>> {
    const started = await startTlsReceiver((_request, response) => response.end('sealed'));
    cleanUps.push(started.close);
    return started;
  }

  test('the certificate and the handshake are for the name, at the address that was checked', async () => {
    cleanUps.push(trustReceiver());
    const { port, serverNames, received } = await tlsReceiver();
    const response = await guarded({ resolve: atLoopback })(`https://receiver.example:${port}/`);
    expect(await response.text()).toBe('sealed');
    expect(serverNames).toEqual(['receiver.example']);
    expect(received[0]!.headers.host).toBe(`receiver.example:${port}`);
  });

  test('a certificate for another name is refused', async () => {
    cleanUps.push(trustReceiver());
    const { port, received } = await tlsReceiver();
    const failure = await failureOf(guarded({ resolve: atLoopback })(`https://other.example:${port}/`));
    expect(failure).toMatchObject({ reason: 'unreachable', systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(received).toEqual([]);
  });

  test('a certificate that nobody vouches for is refused, even where the environment would not', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    cleanUps.push(() => vi.unstubAllEnvs());
    const { port, received } = await tlsReceiver();
    const failure = await failureOf(guarded({ resolve: atLoopback })(`https://receiver.example:${port}/`));
    expect(failure).toMatchObject({ reason: 'unreachable', systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(received).toEqual([]);
  });
});

test('it stands in for fetch where a dispatcher and a body by chunks are expected', async () => {
  const { url } = await receiver((_request, response) => response.end('chunk'));
  const init = { method: 'GET', headers: new Headers({ accept: 'application/json' }), dispatcher: {} };
  const response = await guarded()(url, init);
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body ?? []) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('chunk');
});

test('many at once do not wait for each other', async () => {
  const { url: hangingUrl } = await receiver(() => undefined);
  const { url } = await receiver((_request, response) => response.end('quick'));
  const stop = new AbortController();
  const fetch = guarded();
  const stuck = Array.from({ length: 20 }, () => failureOf(fetch(hangingUrl, { signal: stop.signal })));
  expect(await (await fetch(url)).text()).toBe('quick');
  stop.abort();
  expect((await Promise.all(stuck)).every(({ reason }) => reason === 'cancelled')).toBe(true);
});
