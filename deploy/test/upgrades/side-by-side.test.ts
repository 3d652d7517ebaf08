import { setTimeout as sleep } from 'node:timers/promises';
import { databases } from '@ostiary/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import api from '../../../docs/reference/openapi.json' with { type: 'json' };
import { migrations } from '../../../packages/server/migrations/index.ts';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type Answer,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { providePreviousRelease, type PreviousRelease } from './previous-release.ts';

const ada = { username: 'ada', email: 'ada@example.com', password: 'engine-no-1-difference' };
/** How soon what one has ended is refused by the other, on a machine that does much else. */
const soon = { timeout: 10_000, interval: 50 };

/** What is made by this version: of what the previous one knows, and of what it does not. */
const newThings: [path: string, body: object][] = [
  ['/api/v1/roles', { name: 'gardener', permissions: ['users.read'] }],
  ['/api/v1/groups', { name: 'garden' }],
  ['/api/v1/users', { username: 'bob', email: 'bob@example.com', password: ada.password }],
  ['/api/v1/applications', { name: 'App', redirect_uris: ['https://app.example.org/callback'] }],
  ['/api/v1/services', { name: 'Orders', audience: 'https://orders.example.org' }],
  ['/api/v1/webhooks', { name: 'Billing', url: 'http://127.0.0.1:9/hook', event_types: ['user.created'] }],
];
const lists = [
  ...[
    'users',
    'roles',
    'groups',
    'permissions',
    'applications',
    'services',
    'keys',
    'audit',
    'events',
    'mails',
  ],
  ...['blocklist', 'imports', 'overview', 'settings', 'access-review', 'me'],
].map((noun) => `/api/v1/${noun}`);

let previous: PreviousRelease;
beforeAll(async () => {
  previous = await providePreviousRelease();
  await previous.build();
});
afterAll(() => previous.remove());

interface Pair {
  access: string;
  refresh: string;
}

const signIn = (server: ServerProcess): Promise<Answer> =>
  postJson(`${server.url}/auth/token/`, { email: ada.email, password: ada.password });

async function pairOf(answering: Promise<Answer>): Promise<Pair> {
  const { status, body } = await answering;
  expect(status, JSON.stringify(body)).toBe(200);
  return { access: String(body['access']), refresh: String(body['refresh']) };
}

const refresh = (server: ServerProcess, { refresh: token }: Pair): Promise<Pair> =>
  pairOf(postJson(`${server.url}/auth/token/refresh/`, { refresh: token }));

const verify = async (server: ServerProcess, { access }: Pair): Promise<number> =>
  (await postJson(`${server.url}/auth/token/verify/`, { token: access })).status;

const signOut = async (server: ServerProcess, { refresh: token }: Pair): Promise<void> => {
  const { status } = await postJson(`${server.url}/auth/token/blacklist/`, { refresh: token });
  expect(status).toBe(200);
};

const isReady = async (server: ServerProcess): Promise<number> =>
  (await fetch(`${server.url}/readyz`)).status;

/** Somebody who goes on using a server; ends with what was not answered as it should be. */
function keepUsing(server: ServerProcess, pair: Pair): () => Promise<{ good: number; bad: string[] }> {
  let isOver = false;
  const seen = { good: 0, bad: [] as string[] };
  const note = (what: string, status: number): void => {
    if (status === 200) seen.good += 1;
    else seen.bad.push(`${what} ${String(status)}`);
  };
  const using = (async () => {
    for (let held = pair; !isOver; await sleep(10)) {
      note('verify', await verify(server, held));
      note('sign in', (await signIn(server)).status);
      const answer = await postJson(`${server.url}/auth/token/refresh/`, { refresh: held.refresh });
      note('refresh', answer.status);
      held = { access: String(answer.body['access']), refresh: String(answer.body['refresh']) };
    }
    return seen;
  })();
  return () => {
    isOver = true;
    return using;
  };
}

describe.each(databases())('the previous release beside this one on $name', ({ open }) => {
  const closers: (() => Promise<unknown>)[] = [];
  let env: Record<string, string>;
  let before: ServerProcess;
  let after: ServerProcess;
  let meanwhile: { good: number; bad: string[] };
  let ofBefore: Pair;

  beforeEach(async () => {
    const store = await open({ isMigrated: false });
    const directory = await temporaryDirectory();
    closers.push(
      () => store.close(),
      () => directory.remove(),
    );
    env = {
      DATABASE_URL: store.url,
      OSTIARY_DATA_DIR: directory.path,
      OSTIARY_SECRET: 'a master key of both, long enough to be accepted',
      OSTIARY_URL: 'http://localhost:8000',
      OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
    };
    const program = previous.resolve('packages/server/bin/ostiary.mjs');
    before = await startServerProcess({ program, env: { ...env, OSTIARY_WORKERS: undefined } });
    closers.push(() => before.stop());
    const signedUp = await postJson(`${before.url}/user-signup/`, {
      ...ada,
      first_name: 'Ada',
      last_name: 'Lovelace',
    });
    expect(signedUp.status).toBeLessThan(300);
    ofBefore = await pairOf(signIn(before));
    const stopUsing = keepUsing(before, await pairOf(signIn(before)));
    await sleep(300);
    // Brings the schema up to date while the other one is in use.
    after = await startServerProcess({ env });
    closers.push(() => after.stop());
    await sleep(500);
    meanwhile = await stopUsing();
    expect((await store.database.schemaState()).applied).toEqual(Object.keys(migrations));
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test('goes on without a failure while the schema changes, and both are ready', async () => {
    expect(meanwhile.bad).toEqual([]);
    expect(meanwhile.good).toBeGreaterThan(10);
    expect([await isReady(before), await isReady(after)]).toEqual([200, 200]);
  });

  test('takes the tokens of the other, and gives it its own', async () => {
    expect(await verify(after, ofBefore)).toBe(200);
    const ofAfter = await pairOf(signIn(after));
    expect(await verify(before, ofAfter)).toBe(200);
    // One family, rotated by either in turn.
    let held = ofBefore;
    for (const server of [after, before, after, before]) {
      held = await refresh(server, held);
      expect([await verify(before, held), await verify(after, held)]).toEqual([200, 200]);
    }
  });

  test('sees at once who signs out at the other', async () => {
    for (const [here, there] of [
      [before, after],
      [after, before],
    ] as const) {
      const pair = await pairOf(signIn(there));
      expect(await verify(here, pair)).toBe(200);
      await signOut(there, pair);
      await expect.poll(() => verify(here, pair), soon).toBe(401);
      const late = await postJson(`${here.url}/auth/token/refresh/`, { refresh: pair.refresh });
      expect(late.status).toBe(401);
    }
  });

  test('can show what the other has written, whatever is new in it', async () => {
    const administrator = { OSTIARY_ADMIN_EMAIL: 'root@example.com', OSTIARY_ADMIN_PASSWORD: ada.password };
    const made = await runOstiary(['create-admin', '--noinput'], { ...env, ...administrator });
    expect(made.code, made.output).toBe(0);
    const { access } = await pairOf(
      postJson(`${after.url}/auth/token/`, { email: 'root@example.com', password: ada.password }),
    );
    const ask = async (server: ServerProcess, path: string, body?: object): Promise<number> => {
      const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
      return (await fetch(`${server.url}${path}`, init)).status;
    };
    for (const [path, body] of newThings) {
      if (path in api.paths) expect(await ask(after, path, body), path).toBe(201);
    }
    for (const path of lists) expect([path, await ask(before, path)]).toEqual([path, 200]);
  });

  test('knows a key that the other has made, and goes on alone when that one is taken back', async () => {
    const rotated = await runOstiary(['keys', 'rotate'], env);
    expect(rotated.code, rotated.output).toBe(0);
    const ofAfter = await pairOf(signIn(after));
    await expect.poll(() => verify(before, ofAfter), soon).toBe(200);
    expect(await after.stop()).toBe(0);
    expect(await isReady(before)).toBe(200);
    const held = await refresh(before, ofAfter);
    expect(await verify(before, held)).toBe(200);
  });
});
