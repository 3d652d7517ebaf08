import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { databases, type TestDatabase } from '@ostiary/testkit';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  account as mailAccount,
  accountInUrl,
  startMailServer,
  type MailServer,
} from '../../src/modules/mail/transports/mail-server.fixture.ts';
import {
  oldClaims,
  signOldToken,
  startOldService,
  type OldService,
} from '../../src/modules/predecessor/old-service.fixture.ts';
import { startCollector, type Collector } from '../support/collector.ts';
import { SecretSearch } from '../support/secret-search.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { secretLoad, type SecretLoad } from './secret-load.ts';

let secrets: SecretSearch;
let data: { path: string; remove(): Promise<void> };
let database: TestDatabase;
let mailServer: MailServer;
let proxy: TcpProxy | undefined;
let server: ServerProcess;
let load: SecretLoad;
let collector: Collector;
let old: OldService;
let oldKey: string;

/** Where the server finds its database: PostgreSQL at the end of a wire that can be cut. */
async function databaseUrl(): Promise<string> {
  const { url } = database;
  if (!url.startsWith('postgres')) return url;
  const target = new URL(url);
  proxy = await startTcpProxy(Number(target.port));
  target.hostname = '127.0.0.1';
  target.port = String(proxy.port);
  secrets.note('the password of the database', target.password);
  return target.href;
}

/** Takes the database away while `work` is done. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  if (proxy) {
    await proxy.cut();
    await work();
    await proxy.join();
    return;
  }
  const other = new SqliteDatabase(database.url.replace('sqlite:', ''));
  other.exec('begin exclusive');
  await work();
  other.exec('rollback');
  other.close();
}

/** Settings that are secrets, each with something that headers, URLs and JSON write in another way. */
async function settings(): Promise<Record<string, string>> {
  const fresh = (what: string): string => secrets.note(what, `${randomBytes(24).toString('base64')} "&/%`);
  secrets.note('the password of the mail server', mailAccount.password);
  return {
    OSTIARY_DATA_DIR: data.path,
    DATABASE_URL: await databaseUrl(),
    OSTIARY_LOG_LEVEL: 'trace',
    // The certificate of the mail server is for another host.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    OSTIARY_SECRET: fresh('the master key'),
    OSTIARY_SMTP_URL: `smtp://${accountInUrl}@127.0.0.1:${mailServer.port}`,
    OSTIARY_DYNAMIC_REGISTRATION: 'token',
    OSTIARY_REGISTRATION_TOKEN: fresh('the registration token'),
    OSTIARY_ADMIN_USERNAME: 'root',
    OSTIARY_ADMIN_PASSWORD: fresh('the password of the first administrator'),
    OSTIARY_TRACES: 'otlp',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(fresh('the key of the collector'))}`,
    OSTIARY_PREDECESSOR_TOKEN_URL: old.tokenUrl,
    OSTIARY_PREDECESSOR_USER_URL: old.userUrl,
    OSTIARY_PREDECESSOR_KEY: oldKey,
    OSTIARY_PREDECESSOR_UNTIL: '2099-01-01T00:00:00Z',
    OSTIARY_SIGN_IN_CODE: 'on',
    OSTIARY_SIGN_IN_LINK: 'on',
  };
}

/** Somebody comes from the service before this one; others do not get in, and it breaks. */
async function peopleOfPredecessor(): Promise<void> {
  const person = {
    email: 'bea@example.com',
    password: secrets.note('an old password', randomBytes(18).toString('base64')),
  };
  const noted = (claims: object): string =>
    secrets.note('an old token', signOldToken({ ...oldClaims(7, Date.now()), ...claims }, { key: oldKey }));
  const signIn = async (password = person.password): Promise<number> =>
    (await postJson(`${server.url}/auth/token/`, { ...person, password })).status;
  const look = async (token: string): Promise<number> =>
    (await fetch(`${server.url}/auth/user/`, { headers: { authorization: `Bearer ${token}` } })).status;
  old.users.push({ id: 7, ...person });
  expect(await signIn(secrets.note('a mistyped password', randomBytes(18).toString('base64')))).toBe(401);
  old.instead = (response) => response.writeHead(500).end(person.password);
  expect(await signIn()).toBe(401);
  old.instead = (response) => response.end(`{"access": ${noted({})}`);
  expect(await signIn()).toBe(401);
  old.instead = undefined;
  expect(await signIn()).toBe(200);
  for (const { headers } of old.received) secrets.note('an old token', headers.authorization?.split(' ')[1]);
  expect(await look(noted({}))).toBe(200);
  expect(await look(noted({ token_type: 'refresh' }))).toBe(403);
  expect(await look(noted({ exp: 1 }))).toBe(403);
}

describe.each(databases())('a server on $name that writes everything it can', ({ open }) => {
  beforeEach(async () => {
    secrets = new SecretSearch();
    data = await temporaryDirectory();
    database = await open();
    mailServer = await startMailServer();
    collector = await startCollector();
    oldKey = secrets.note('the key of the predecessor', `${randomBytes(24).toString('base64')} "&/%`);
    old = await startOldService({ nowMs: () => Date.now(), key: oldKey });
    const env = await settings();
    server = await startServerProcess({ env });
    load = secretLoad({ server, mailServer, secrets, password: env['OSTIARY_ADMIN_PASSWORD'] ?? '' });
  });
  afterEach(async () => {
    await server.kill();
    await mailServer.close();
    await collector.close();
    await old.close();
    await proxy?.cut();
    proxy = undefined;
    await database.close();
    await data.remove();
  });

  test(
    'writes no secret: not to its log, its metrics, its traces, its audit log, nor what it says of mails',
    { timeout: 240_000 },
    async () => {
      await load.administrator();
      await load.tokenApi();
      await load.applications();
      await load.codeFlow();
      await load.secondFactor();
      await load.mails();
      await load.mistakes();
      await peopleOfPredecessor();
      const written = await load.written();
      await withoutDatabase(() => load.unavailable());
      expect(await server.stop()).toBe(0);
      const output = server.output();
      // It did write: a line for each answer, and what went wrong.
      expect(output.split('\n').filter((line) => line.includes('"answered"')).length).toBeGreaterThan(60);
      expect(output).toContain('"level":50');
      expect(secrets.size).toBeGreaterThan(40);
      expect(join(...secrets.kinds())).toContain('access token');
      expect(secrets.findIn(output)).toEqual([]);
      const traces = collector.received.map(({ body }) => body).join('\n');
      for (const [where, text] of Object.entries({ ...written, traces })) {
        expect(text.length, where).toBeGreaterThan(100);
        expect(secrets.findIn(text), where).toEqual([]);
      }
    },
  );
});

test('the search finds a secret in whatever form it was written', () => {
  const search = new SecretSearch();
  search.note('a password', 'pass word/+"&');
  search.note('a code', '123456');
  const forms = [
    'pass word/+"&',
    'pass%20word%2F%2B%22%26',
    'pass+word%2F%2B%22%26',
    String.raw`pass word/+\"&`,
  ];
  const bytes = Buffer.from('pass word/+"&');
  for (const form of [...forms, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')])
    expect(search.findIn(`one\n{"msg":"${form}"}\ntwo`), form).toMatchObject([{ what: 'a password' }]);
  expect(search.findIn('code 123456.')).toEqual([]);
  expect(search.findIn('{"code":"123456"}')).toHaveLength(1);
  expect(search.findIn('0198-123456-11')).toEqual([]);
});
