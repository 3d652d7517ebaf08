import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  runOstiary,
  startServerProcess,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { proxyKinds, siteName, type Proxy } from './proxies.ts';
import { open, shakeHands, visit, type Visit } from './visit.ts';

const password = 'engine-no-1-difference';
const owner = { OSTIARY_ADMIN_EMAIL: 'owner@example.org', OSTIARY_ADMIN_PASSWORD: password };

describe.each(proxyKinds)('a server behind $name', ({ start }) => {
  let folder: string;
  let server: ServerProcess;
  let proxy: Proxy;
  let settings: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ostiary-proxy-'));
    settings = {
      ...owner,
      OSTIARY_DATA_DIR: join(folder, 'data'),
      OSTIARY_URL: `https://${siteName}`,
      OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
      OSTIARY_RATE_LIMITS: 'on',
      OSTIARY_LIMIT_ADDRESS_FAILURES: '3',
    };
    server = await startServerProcess({ env: settings });
    const { host } = new URL(server.url);
    // The second server of the file is not there: whoever is sent to it is sent on.
    proxy = await start({ folder, servers: [host, '127.0.0.1:1'] });
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** By http, as whoever forgets the s. */
  async function plain(path: string): Promise<{ status: number; headers: IncomingHttpHeaders }> {
    const asked = request({ host: '127.0.0.1', port: proxy.httpPort, path, headers: { host: siteName } });
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
    response.resume();
    return { status: response.statusCode ?? 0, headers: response.headers };
  }

  const seen = (path: string, what?: Visit) => visit(proxy.httpsPort, path, what);
  const command = async (...args: string[]): Promise<string> => {
    const { code, output } = await runOstiary(args, settings);
    expect([args, code, output]).toEqual([args, 0, output]);
    return output;
  };
  const signIn = (email: string, what: Visit = {}) =>
    seen('/auth/token/', { ...what, body: { email, password } });

  test('is reached by https, and plain http is sent there', async () => {
    expect(await seen('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    const { status, headers } = await plain('/sign-in');
    expect([301, 308]).toContain(status);
    expect(headers).toMatchObject({ location: `https://${siteName}/sign-in` });
  });

  test('tells programs that come by plain http, instead of sending them on with what they carry', async () => {
    const program = ['/api/v1/users', '/auth/token/', '/o/token', '/o/token/', '/o/userinfo', '/feed/events'];
    for (const path of program) {
      const { status, headers } = await plain(path);
      expect([path, status, headers.location]).toEqual([path, 403, undefined]);
    }
    for (const path of ['/', '/o/authorize?client_id=x', '/o/tokens', '/account/tokens']) {
      expect((await plain(path)).headers.location).toBe(`https://${siteName}${path}`);
    }
  });

  test('speaks TLS 1.3 with whoever can, 1.2 with good ciphers, and nothing older or weaker', async () => {
    const good = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } as const;
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const weak = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' } as const;
    expect(await shakeHands(proxy.httpsPort)).toBe('TLSv1.3');
    expect(await shakeHands(proxy.httpsPort, good)).toBe('TLSv1.2');
    // What the proxy says, not what this machine would not try.
    expect(await shakeHands(proxy.httpsPort, old)).toMatch(/ALERT_PROTOCOL_VERSION/);
    expect(await shakeHands(proxy.httpsPort, weak)).toMatch(/ALERT_HANDSHAKE_FAILURE/);
  });

  test('knows that people see https: cookies are Secure, addresses that it tells begin so', async () => {
    const page = await seen('/sign-in');
    expect(page.headers['set-cookie']?.join()).toMatch(/^__Host-.*; Secure/);
    const { headers, status } = await seen('/user-auth/', {
      body: { username: owner.OSTIARY_ADMIN_EMAIL, password },
    });
    expect(status).toBe(200);
    expect(headers['set-cookie']?.join()).toMatch(/; Secure$/);
    const { body } = await seen('/.well-known/openid-configuration');
    const told = JSON.parse(body) as Record<string, string>;
    expect(told['issuer']).toBe(`https://${siteName}`);
    expect(told['authorization_endpoint']).toContain(`https://${siteName}/`);
  });

  test('counts failures by the address of the visitor, whatever that one claims it is', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const headers = { 'x-forwarded-for': `203.0.113.${attempt}`, 'x-real-ip': `203.0.113.${attempt}` };
      statuses.push((await signIn(`guess-${attempt}@example.org`, { from: '127.0.0.5', headers })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await signIn('guess@example.org', { from: '127.0.0.6' })).status).toBe(401);
    const audit = await command('audit', 'list', '--json');
    expect(audit).toContain('"127.0.0.5"');
    expect(audit).not.toContain('203.0.113.');
  });

  test('sends the feed as it happens', async () => {
    await command('services', 'create', 'Orders', 'https://orders.example.org');
    const made = await command('services', 'keys', 'create', 'Orders', '--json');
    const { key } = JSON.parse(made.slice(made.indexOf('{'))) as { key: string };
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${key}` };
    const stream = (await open(proxy.httpsPort, '/feed/events', { headers })).setEncoding('utf8');
    const reader = stream[Symbol.asyncIterator]();
    // A beat each second: a proxy that gathers first would keep them for minutes.
    const beginning = Date.now();
    for (let beat = 0; beat < 3; beat++) expect((await reader.next()).done).toBe(false);
    expect(Date.now() - beginning).toBeLessThan(20_000);
    stream.destroy();
  });

  test('takes imports that are larger than what proxies let through by default', async () => {
    const { body } = await seen('/auth/token/', { body: { email: owner.OSTIARY_ADMIN_EMAIL, password } });
    const { access } = JSON.parse(body) as { access: string };
    const people = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({ email: `person-${index}@example.com`, first_name: 'x'.repeat(40) }),
    ).join('\n');
    expect(people.length).toBeGreaterThan(2 * 1024 * 1024);
    const answer = await seen('/api/v1/imports?dry_run=true', {
      body: people,
      headers: { 'content-type': 'application/jsonl', authorization: `Bearer ${access}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('30000');
  });

  test('keeps figures of operation to itself', async () => {
    expect((await seen('/metrics')).status).toBe(404);
  });
});
