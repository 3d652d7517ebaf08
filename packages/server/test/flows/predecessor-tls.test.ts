import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oldClaims, oldKey, signOldToken } from '../../src/modules/predecessor/old-service.fixture.ts';
import { certificate, certificateKey } from '../support/loopback-certificate.ts';
import { SecretSearch } from '../support/secret-search.ts';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';

/** A server in production asks the old service over TLS: only the one whose certificate it trusts. */

const credentials = { email: 'ada@example.com', password: 'the old harbour lantern 7' };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let old: Server;
let asked: string[];
let server: ServerProcess | undefined;
let access: string;

const env = (): Record<string, string> => ({
  NODE_ENV: 'production',
  OSTIARY_DATA_DIR: join(directory.path, 'data'),
  OSTIARY_SECRET: 'a-master-key-of-more-than-32-characters',
  OSTIARY_URL: 'https://id.example.org',
  OSTIARY_LOG_LEVEL: 'trace',
  OSTIARY_PREDECESSOR_TOKEN_URL: `https://127.0.0.1:${String((old.address() as AddressInfo).port)}/auth/token/`,
  OSTIARY_PREDECESSOR_KEY: oldKey,
  OSTIARY_PREDECESSOR_UNTIL: '2099-01-01T00:00:00Z',
});

const signIn = (): ReturnType<typeof postJson> => postJson(`${server?.url ?? ''}/auth/token/`, credentials);

let trusted: string;
beforeEach(async () => {
  directory = await temporaryDirectory();
  trusted = join(directory.path, 'trusted.pem');
  await writeFile(trusted, certificate);
  asked = [];
  access = signOldToken(oldClaims(7, Date.now()));
  old = createServer({ cert: certificate, key: certificateKey }, (request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      response.writeHead(request.method === 'POST' ? 200 : 405, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ refresh: access, access }));
    })();
  });
  old.listen(0, '127.0.0.1');
  await once(old, 'listening');
});
afterEach(async () => {
  await server?.kill();
  server = undefined;
  old.closeAllConnections();
  old.close();
  await directory.remove();
});

test(
  'whoever the old service lets in is let in, and nothing of it is in the log',
  { timeout: 60_000 },
  async () => {
    server = await startServerProcess({ env: { ...env(), NODE_EXTRA_CA_CERTS: trusted } });
    expect((await signIn()).status).toBe(200);
    expect(asked).toEqual([`POST /auth/token/ ${JSON.stringify(credentials)}`]);
    expect((await signIn()).status).toBe(200);
    expect(asked).toHaveLength(1);
    const mine = await fetch(`${server.url}/auth/user/`, { headers: { authorization: `Bearer ${access}` } });
    expect([mine.status, ((await mine.json()) as { email: string }).email]).toEqual([200, credentials.email]);
    const secrets = new SecretSearch();
    secrets.note('the key', oldKey);
    secrets.note('the password', credentials.password);
    secrets.note('the old token', access);
    expect(server.output()).toContain('"answered"');
    expect(secrets.findIn(server.output())).toEqual([]);
  },
);

test('one whose certificate nobody vouches for is not told a password', { timeout: 60_000 }, async () => {
  server = await startServerProcess({ env: env() });
  expect((await signIn()).status).toBe(401);
  expect(asked).toEqual([]);
  expect(server.output()).toContain('The predecessor could not be asked');
  const secrets = new SecretSearch();
  secrets.note('the password', credentials.password);
  expect(secrets.findIn(server.output())).toEqual([]);
});

test('`ostiary doctor` says whether it can be reached', { timeout: 60_000 }, async () => {
  const run = async (more: Record<string, string>): Promise<unknown> => {
    const { output } = await runOstiary(['doctor', '--json'], { ...env(), ...more });
    const { findings } = JSON.parse(output) as { findings: { check: string; status: string }[] };
    return findings.filter(({ check }) => check === 'predecessor').map(({ status }) => status);
  };
  expect(await run({ NODE_EXTRA_CA_CERTS: trusted })).toEqual(['ok']);
  expect(asked).toEqual(['GET /auth/token/ ']);
  expect(await run({})).toEqual(['warning']);
  expect(await run({ OSTIARY_PREDECESSOR_UNTIL: '2020-01-01T00:00:00Z' })).toEqual(['warning']);
});
