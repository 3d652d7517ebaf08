import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

function job() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, resolve, reject };
}

test('so much at once, then in the order in which they came', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 2, waitMs: 60_000 });
  const jobs = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, ...job() }));
  const begun: string[] = [];
  const done = jobs.map(({ name, work }) =>
    turns.run(() => {
      begun.push(name);
      return work();
    }),
  );
  expect(await done[4]).toBeUndefined();
  expect(begun).toEqual(['a', 'b']);
  jobs[1]?.reject(new Error('broken'));
  await expect(done[1]).rejects.toThrow('broken');
  expect(begun).toEqual(['a', 'b', 'c']);
  jobs[0]?.resolve('A');
  expect(await done[0]).toBe('A');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const { name, resolve } of jobs) resolve(name.toUpperCase());
  expect(await Promise.all([done[2], done[3]])).toEqual(['C', 'D']);
  expect(await turns.run(() => Promise.resolve('again'))).toBe('again');
});

test('whoever waits too long is not done, and takes no turn from anybody', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 5, waitMs: 20 });
  const first = job();
  const running = turns.run(first.work);
  let isBegun = false;
  const late = turns.run(() => {
    isBegun = true;
    return Promise.resolve('late');
  });
  expect(await late).toBeUndefined();
  await sleep(1);
  first.resolve('first');
  expect(await running).toBe('first');
  expect(await turns.run(() => Promise.resolve('next'))).toBe('next');
  expect(isBegun).toBe(false);
});
