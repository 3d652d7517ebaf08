import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postJson, startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { deedsEnv, expectWhole, startDeeds, untilServed } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';

const password = 'correct-horse-7-battery';
/** It is there again sooner; a test machine may be slow. */
const recoverySeconds = 20;

let disk: SmallDisk;
let server: ServerProcess;
let follower: Follower | undefined;
let env: Record<string, string> & typeof deedsEnv;
beforeEach(async () => {
  disk = await openSmallDisk(24);
  env = { OSTIARY_DATA_DIR: disk.path, ...deedsEnv };
  server = await startServerProcess({ env, shell: disk.shell });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(server.output().slice(-4_000));
  await follower?.end();
  await server.kill();
  await disk.remove();
});

const url = (): string => server.url;

/** Until something cannot be kept any more. What others make room for is taken, too. */
async function untilFull(): Promise<Awaited<ReturnType<typeof postJson>>> {
  for (let count = 0; count < 300; count++) {
    await disk.fill();
    const email = `nobody-${String(count)}@full.test`;
    const answer = await postJson(`${server.url}/auth/create-user/`, { email, password });
    if (answer.status !== 201) return answer;
    await sleep(20);
  }
  throw new Error('The disk never filled up');
}

describe('a disk that is full while people are at work', { timeout: 240_000 }, () => {
  test('refuses what it cannot keep, shows what it has, and takes up again by itself when there is room', async () => {
    const email = 'before@full.test';
    expect((await postJson(`${server.url}/auth/create-user/`, { email, password })).status).toBe(201);
    const { body: pair } = await postJson(`${server.url}/auth/token/`, { email, password });
    follower = await startFollower(url, env, disk.shell);
    const deeds = startDeeds(url, 4);
    await deeds.more(15);
    for (let times = 0; times < 2; times++) {
      const refused = await untilFull();
      expect(refused.status).toBe(503);
      expect(Object.keys(refused.body)).toEqual(['detail']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(JSON.stringify(refused.body)).not.toMatch(/sqlite|disk|enospc|\bat \/|node_modules/i);
      for (let look = 0; look < 5; look++) {
        expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
        const verified = await postJson(`${server.url}/auth/token/verify/`, { token: pair['access'] });
        expect(verified.status).toBe(200);
        const who = await fetch(`${server.url}/auth/user/`, {
          headers: { authorization: `Bearer ${String(pair['access'])}` },
        });
        expect(who.status).toBe(200);
        await sleep(200);
      }
      await disk.clear();
      expect(await untilServed(url)).toBeLessThan(recoverySeconds);
      await deeds.more(10);
    }
    const done = await deeds.stop();
    expect(done.refusals.get(503)).toBeGreaterThan(0);
    await expectWhole(done, { url: server.url, env, shell: disk.shell, follower });
  });
});
