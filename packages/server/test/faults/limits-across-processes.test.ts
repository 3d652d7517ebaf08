import { databases } from '@ostiary/testkit';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type Answer,
  type ServerProcess,
} from '../support/server-process.ts';

const password = 'walrus-tango-7';
const login = 'ann@example.com';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function decodeBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238 with its defaults, written once more so that nothing of the server's vouches for itself. */
function totp(secret: string, atMs = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** Two servers on one database, and somebody with an account. */
async function twoServers(databaseUrl: string, env: Record<string, string> = {}) {
  const directory = await temporaryDirectory();
  closers.push(() => directory.remove());
  const shared = {
    DATABASE_URL: databaseUrl,
    OSTIARY_DATA_DIR: directory.path,
    OSTIARY_URL: 'http://localhost:8000',
    OSTIARY_RATE_LIMITS: 'on',
    ...env,
  };
  const one = await startServerProcess({ env: shared });
  closers.push(() => one.stop());
  const other = await startServerProcess({ env: shared });
  closers.push(() => other.stop());
  const made = await runOstiary(['create-admin', '--noinput'], {
    ...shared,
    OSTIARY_ADMIN_EMAIL: login,
    OSTIARY_ADMIN_PASSWORD: password,
  });
  expect(made.output).not.toMatch(/error/i);
  return { one, other };
}

const signIn = (server: ServerProcess, body: Record<string, string>): Promise<Answer> =>
  postJson(`${server.url}/auth/token/`, { email: login, password, ...body });

/** One act after the other, at one server and the other in turn. */
async function inTurn(
  servers: ServerProcess[],
  times: number,
  act: (server: ServerProcess) => Promise<Answer>,
) {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) {
    const server = servers[index % servers.length];
    if (server) statuses.push((await act(server)).status);
  }
  return statuses;
}

describe.each(databases())('two servers on one database, $name', ({ open }) => {
  async function start(env?: Record<string, string>) {
    const store = await open();
    closers.push(() => store.close());
    return twoServers(store.url, env);
  }

  test('an account that is guessed at on one waits on the other', async () => {
    const { one, other } = await start();
    const statuses = await inTurn([one, other], 5, (server) => signIn(server, { password: 'not-it' }));
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    const waiting = await signIn(other, {});
    expect([(await signIn(one, {})).status, waiting.status]).toEqual([429, 429]);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('an address that has failed too often is refused by both', async () => {
    const { one, other } = await start({ OSTIARY_LIMIT_ADDRESS_FAILURES: '6' });
    let count = 0;
    const statuses = await inTurn([one, other], 6, (server) =>
      signIn(server, { email: `nobody-${count++}@example.com` }),
    );
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect((await signIn(one, { email: 'somebody@example.com' })).status).toBe(429);
    expect((await signIn(other, { email: 'anybody@example.com' })).status).toBe(429);
  });

  test('codes of a second factor are counted together', async () => {
    const { one, other } = await start();
    const { access } = (await signIn(one, {})).body as { access: string };
    const authorization = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
    const send = async (path: string, body: object) => {
      const url = `${one.url}/api/v1/me/factors/totp${path}`;
      const response = await fetch(url, {
        method: 'POST',
        headers: authorization,
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, string>;
    };
    const { id = '', secret = '' } = await send('', { name: 'phone' });
    expect(await send(`/${id}/confirm`, { otp: totp(secret) })).toHaveProperty('recovery_codes');
    const wrong = totp(secret, Date.now() + 600_000);
    const statuses = await inTurn([one, other], 5, (server) => signIn(server, { otp: wrong }));
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    const right = totp(secret, Date.now() + 30_000);
    expect((await signIn(one, { otp: right })).status).toBe(429);
    expect((await signIn(other, { otp: right })).status).toBe(429);
  });

  test('mails that somebody is sent are counted together', async () => {
    const { one, other } = await start({ OSTIARY_LIMIT_MAILS: '3' });
    const ask = (server: ServerProcess) =>
      postJson(`${server.url}/api/v1/account/recovery`, { email: login });
    expect(await inTurn([one, other], 3, ask)).toEqual([202, 202, 202]);
    expect(await inTurn([one, other], 2, ask)).toEqual([429, 429]);
  });
});
