import { databases, type TestDatabase } from '@ostiary/testkit';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { provideDebianPrograms } from '../../../../tools/programs/debian-programs.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { claimsOf } from '../support/http-client.ts';
import { deedsEnv, expectWhole, startDeeds, untilServed } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';

const password = 'correct-horse-7-battery';

/** Debian's libfaketime, below whatever the architecture is called. */
let library: string;
beforeAll(async () => {
  const { root } = await provideDebianPrograms({ packages: ['libfaketime'] });
  const found = readdirSync(join(root, 'usr/lib'), { recursive: true, encoding: 'utf8' });
  const [name] = found.filter((path) => path.endsWith('libfaketimeMT.so.1'));
  if (name === undefined) throw new Error('There is no libfaketime in its package');
  library = join(root, 'usr/lib', name);
}, 300_000);

describe.each(databases())('a clock that is set, on $name', { timeout: 180_000 }, ({ name, open }) => {
  let store: TestDatabase | undefined;
  let data: { path: string; remove(): Promise<void> };
  let env: Record<string, string> & typeof deedsEnv;
  let follower: Follower | undefined;
  let server: ServerProcess;
  let timeFile: string;

  /** From now on the server believes it is that much later than it is, such as `-1h`. */
  const setClock = (offset: string): Promise<void> => writeFile(timeFile, offset);

  beforeEach(async () => {
    data = await temporaryDirectory();
    store = name === 'postgres' ? await open() : undefined;
    timeFile = join(data.path, 'clock');
    await setClock('+0');
    env = { OSTIARY_DATA_DIR: data.path, ...deedsEnv, ...(store && { DATABASE_URL: store.url }) };
    server = await startServerProcess({
      env: {
        ...{ ...env, LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: timeFile },
        ...{ FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
      },
    });
  });
  afterEach(async () => {
    await follower?.end();
    follower = undefined;
    await server.kill();
    await store?.close();
    await data.remove();
  });

  const url = (): string => server.url;
  const signIn = async (email: string): Promise<Record<string, string>> => {
    const { status, body } = await postJson(`${url()}/auth/token/`, { email, password });
    expect(status).toBe(200);
    return body as Record<string, string>;
  };
  /** By what it writes into its tokens. */
  async function secondsBehind(email: string): Promise<number> {
    const { access = '' } = await signIn(email);
    return Date.now() / 1000 - Number(claimsOf(access)['iat']);
  }
  /** One token, shown twice at once. */
  async function refreshTwice(refresh: string | undefined): Promise<number[]> {
    const ask = () => postJson(`${url()}/auth/token/refresh/`, { refresh });
    return (await Promise.all([ask(), ask()])).map(({ status }) => status).sort();
  }

  test('back by an hour and forward by weeks: it goes on, keeps everything, and uses nothing twice', async () => {
    const email = 'ann@clock.test';
    expect((await postJson(`${url()}/auth/create-user/`, { email, password })).status).toBe(201);
    const [first, second, third] = [await signIn(email), await signIn(email), await signIn(email)];
    follower = await startFollower(url, env);
    const deeds = startDeeds(url, 3);
    await deeds.more(10);

    await setClock('-1h');
    expect(await untilServed(url)).toBeLessThan(20);
    await deeds.more(10);
    expect(await secondsBehind(email)).toBeGreaterThan(3_000);
    expect(await refreshTwice(first['refresh'])).toEqual([200, 401]);

    await setClock('+0');
    expect(await untilServed(url)).toBeLessThan(20);
    expect(await refreshTwice(second['refresh'])).toEqual([200, 401]);
    await deeds.more(5);

    // Beyond the end of every token, and back.
    await setClock('+40d');
    expect(await untilServed(url)).toBeLessThan(20);
    expect(await refreshTwice(third['refresh'])).toEqual([401, 401]);
    const verify = { token: third['access'] };
    expect((await postJson(`${url()}/auth/token/verify/`, verify)).status).toBe(401);
    await deeds.more(5);
    await setClock('+0');
    expect(await untilServed(url)).toBeLessThan(20);
    await deeds.more(5);
    await expectWhole(await deeds.stop(), { url: server.url, env, follower });
  });
});
