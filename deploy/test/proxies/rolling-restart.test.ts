import { databases } from '@ostiary/testkit';
import autocannon from 'autocannon';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  startServerProcess,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { proxyKinds, siteName } from './proxies.ts';
import { visit } from './visit.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const account = { email: 'ada@example.com', password: 'engine-no-1-difference' };
const raceSeconds = 4;
const names = { username: 'ada', first_name: 'Ada', last_name: 'Lovelace' };

/** Asks without a pause until told to stop, and remembers every answer that was not as it should be. */
function keepAsking(ask: () => Promise<{ status: number; body: string }>): {
  stop(): Promise<{ asked: number; wrong: string[] }>;
} {
  let isStopping = false;
  const result = { asked: 0, wrong: [] as string[] };
  const work = (async () => {
    while (!isStopping) {
      const wrong = await ask().then(
        ({ status, body }) => (status === 200 ? undefined : `${String(status)} ${body}`),
        (error: unknown) => String(error),
      );
      result.asked += 1;
      if (wrong !== undefined) result.wrong.push(wrong);
    }
    return result;
  })();
  return {
    stop() {
      isStopping = true;
      return work;
    },
  };
}

/** So many at once that they race each other past the one server that is left. Gives how often each status came. */
async function raceOverOne(httpsPort: number, token: string): Promise<Record<string, number>> {
  const { statusCodeStats = {}, errors } = await autocannon({
    url: `https://127.0.0.1:${httpsPort}/auth/token/verify/`,
    method: 'POST',
    servername: siteName,
    headers: { host: siteName, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    connections: 64,
    duration: raceSeconds,
  });
  expect(errors).toBe(0);
  return Object.fromEntries(
    Object.entries(statusCodeStats).map(([status, { count }]) => [status, count ?? 0]),
  );
}

describe.each(proxyKinds)('two servers on one PostgreSQL behind $name', ({ start }) => {
  test('are restarted one after the other without a request that fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ostiary-rolling-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const store = await databases()
      .find(({ name }) => name === 'postgres')!
      .open();
    closers.push(() => store.close());
    const env = {
      DATABASE_URL: store.url,
      OSTIARY_DATA_DIR: join(folder, 'data'),
      OSTIARY_URL: `https://${siteName}`,
      OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
      // What production has, and what the files of the proxies are made for.
      OSTIARY_DRAIN: '5s',
    };
    const servers: ServerProcess[] = [await startServerProcess({ env }), await startServerProcess({ env })];
    closers.push(() => Promise.all(servers.map((server) => server.stop())));
    const hosts = servers.map(({ url }) => new URL(url).host);
    const proxy = await start({ folder, servers: [hosts[0] ?? '', hosts[1] ?? ''] });
    closers.push(() => proxy.stop());
    const ask = (path: string, body: object) => visit(proxy.httpsPort, path, { body });
    expect((await ask('/user-signup/', { ...account, ...names })).status).toBe(201);
    const { access, refresh } = JSON.parse((await ask('/auth/token/', account)).body) as Record<
      string,
      string
    >;

    const load = [
      keepAsking(() => ask('/auth/token/verify/', { token: access })),
      keepAsking(() => ask('/auth/token/refresh/', { refresh })),
      keepAsking(() => ask('/auth/token/', account)),
    ];
    for (const [index, server] of servers.entries()) {
      await proxy.leaveOut(hosts[index]);
      expect(await server.stop()).toBe(0);
      expect(Object.keys(await raceOverOne(proxy.httpsPort, access ?? ''))).toEqual(['200']);
      servers[index] = await startServerProcess({ env, port: Number(new URL(server.url).port) });
      await proxy.leaveOut(undefined);
    }
    const results = await Promise.all(load.map((work) => work.stop()));
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    for (const { asked } of results) expect(asked).toBeGreaterThan(50);
  });
});
