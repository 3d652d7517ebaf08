import { databases, type TestDatabase } from '@ostiary/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorkers, untilPrinted, type ManyWorkers } from '../processes/many-workers.ts';
import { startServerProcess, temporaryDirectory, type ServerProcess } from '../support/server-process.ts';
import { deedsEnv, expectWhole, startDeeds, untilServed } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';

/** They are there again sooner; a test machine may be slow. */
const recoverySeconds = 20;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  for (const deadline = Date.now() + 20_000; pids.some(isRunning); await sleep(50)) {
    if (Date.now() > deadline) throw new Error('A worker outlives the server');
  }
}

describe.each(databases())('processes on $name under load', { timeout: 300_000 }, ({ open }) => {
  let store: TestDatabase;
  let many: ManyWorkers;
  let after: ServerProcess | undefined;
  let data: { path: string; remove(): Promise<void> };
  let env: Record<string, string> & typeof deedsEnv;
  let follower: Follower | undefined;

  beforeEach(async () => {
    store = await open();
    data = await temporaryDirectory();
    env = { ...deedsEnv, DATABASE_URL: store.url, OSTIARY_DATA_DIR: data.path };
    many = await startWorkers(store.url, 2, env);
  });
  afterEach(async () => {
    await follower?.end();
    follower = undefined;
    await after?.kill();
    after = undefined;
    await many.stop();
    await store.close();
    await data.remove();
  });

  test('a worker is killed, twice: another takes its place, and nothing acknowledged is lost', async () => {
    const url = (): string => many.url;
    follower = await startFollower(url, env);
    const deeds = startDeeds(url);
    for (let kill = 1; kill <= 2; kill++) {
      await deeds.more(20);
      const [pid = 0] = many.pids();
      process.kill(pid, 'SIGKILL');
      expect(await untilServed(url)).toBeLessThan(recoverySeconds);
      await untilPrinted(many.server, /a worker has ended; it is replaced/, kill);
      for (const deadline = Date.now() + 20_000; many.pids().length < 2; await sleep(50)) {
        if (Date.now() > deadline) throw new Error('The worker is not replaced');
      }
    }
    await deeds.more(20);
    await expectWhole(await deeds.stop(), { url: many.url, env, follower });
  });

  test('the one that looks after them is killed: they end, and a new server goes on with what there is', async () => {
    let { url } = many;
    follower = await startFollower(() => url, env);
    const deeds = startDeeds(() => url);
    await deeds.more(30);
    const workers = many.pids();
    expect(workers).toHaveLength(2);
    await many.server.kill();
    await untilGone(workers);
    after = await startServerProcess({ env });
    ({ url } = after);
    expect(await untilServed(() => url)).toBeLessThan(recoverySeconds);
    await deeds.more(20);
    await expectWhole(await deeds.stop(), { url, env, follower });
  });
});
