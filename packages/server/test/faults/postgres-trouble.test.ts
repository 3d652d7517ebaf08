import { startOwnPostgres, type OwnPostgres } from '@ostiary/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startServerProcess, temporaryDirectory, type ServerProcess } from '../support/server-process.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { deedsEnv, expectWhole, startDeeds, untilServed } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';

/** It is there again sooner; a test machine may be slow. */
const recoverySeconds = 20;

let postgres: OwnPostgres;
let wire: TcpProxy;
let server: ServerProcess;
let env: Record<string, string> & typeof deedsEnv;
let follower: Follower | undefined;
let removeData: () => Promise<void>;

beforeEach(async () => {
  const data = await temporaryDirectory();
  removeData = data.remove;
  postgres = await startOwnPostgres();
  wire = await startTcpProxy(postgres.port);
  const url = new URL(postgres.url);
  url.port = String(wire.port);
  env = { OSTIARY_DATA_DIR: data.path, DATABASE_URL: url.href, ...deedsEnv };
  server = await startServerProcess({ env });
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(server.output().slice(-4_000));
  wire.release();
  await follower?.end();
  follower = undefined;
  await server.kill();
  await wire.cut();
  await postgres.remove();
  await removeData();
}, 60_000);

const url = (): string => server.url;

describe('a server under load, and its PostgreSQL', { timeout: 300_000 }, () => {
  test('is killed and comes back, twice: nothing acknowledged is lost, and it serves by itself again', async () => {
    follower = await startFollower(url, env);
    const deeds = startDeeds(url);
    for (let kill = 0; kill < 2; kill++) {
      await deeds.more(30);
      await postgres.kill();
      await sleep(300);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      await postgres.start();
      expect(await untilServed(url)).toBeLessThan(recoverySeconds);
    }
    await deeds.more(20);
    await expectWhole(await deeds.stop(), { url: server.url, env, follower });
  });

  test('cannot be reached, or answers nothing, for a while: nothing acknowledged is lost', async () => {
    follower = await startFollower(url, env);
    const deeds = startDeeds(url);
    await deeds.more(20);
    await wire.cut();
    await sleep(1_000);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    await wire.join();
    expect(await untilServed(url)).toBeLessThan(recoverySeconds);
    wire.hold();
    await sleep(2_000);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    wire.release();
    expect(await untilServed(url)).toBeLessThan(recoverySeconds);
    await deeds.more(20);
    await expectWhole(await deeds.stop(), { url: server.url, env, follower });
  });

  test('is slow to reach: everything takes longer, and nothing fails', async () => {
    follower = await startFollower(url, env);
    const deeds = startDeeds(url);
    await deeds.more(10);
    wire.delay(25);
    await deeds.more(12);
    wire.delay(0);
    const { refusals, ...done } = await deeds.stop();
    // Of two who use one token at once, one is refused.
    expect([...refusals.keys()].filter((status) => status !== 401)).toEqual([]);
    await expectWhole({ ...done, refusals }, { url: server.url, env, follower });
  });

  test('fails over to a replica that is promoted: nothing acknowledged is lost', async () => {
    const replica = await postgres.replica();
    expect(await untilServed(url)).toBeLessThan(recoverySeconds);
    follower = await startFollower(url, env);
    const deeds = startDeeds(url);
    await deeds.more(30);
    await postgres.kill();
    wire.leadTo(replica.port);
    await replica.promote();
    expect(await untilServed(url)).toBeLessThan(recoverySeconds);
    await deeds.more(20);
    await expectWhole(await deeds.stop(), { url: server.url, env, follower });
  });
});

describe('a pool of two connections', { timeout: 240_000 }, () => {
  test('serves many more at once, each in its turn', async () => {
    await server.kill();
    server = await startServerProcess({ env: { ...env, OSTIARY_POOL_SIZE: '2' } });
    follower = await startFollower(url, env);
    const deeds = startDeeds(url, 24);
    await deeds.more(150);
    const { refusals, ...done } = await deeds.stop();
    expect([...refusals.keys()].filter((status) => status !== 401)).toEqual([]);
    await expectWhole({ ...done, refusals }, { url: server.url, env, follower });
  });
});
