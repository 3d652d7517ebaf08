import { databases } from '@ostiary/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { send, startWorkers } from './many-workers.ts';

const inTime = <T>(answer: Promise<T>): Promise<T | 'no answer'> =>
  Promise.race([answer, sleep(20_000, 'no answer' as const)]);

/** A request is on its way to a worker that never gets to it. */
test('whoever was about to be served by a worker that is killed is served by another', async () => {
  const store = await databases()
    .find(({ name }) => name === 'sqlite')!
    .open();
  const many = await startWorkers(store.url, 2);
  try {
    const [first = 0] = many.pids();
    // It neither takes connections nor says so, as one that is busy for long or about to be killed for its memory.
    process.kill(first, 'SIGSTOP');
    const asked = Array.from({ length: 6 }, () => send(`${many.url}/healthz`));
    const settled = asked.map(async (one) => (await one).status);
    await sleep(500);
    process.kill(first, 'SIGKILL');
    expect(await inTime(Promise.all(settled))).toEqual(Array(6).fill(200));
  } finally {
    await many.stop();
    await store.close();
  }
}, 90_000);
