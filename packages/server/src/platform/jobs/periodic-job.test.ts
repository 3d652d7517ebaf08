import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPeriodicJob, type PeriodicJob } from './periodic-job.ts';

let rounds: { signal: AbortSignal; finish: () => void; fail: (error: Error) => void }[];
let errors: unknown[];
let job: PeriodicJob;

beforeEach(() => {
  vi.useFakeTimers();
  rounds = [];
  errors = [];
  job = createPeriodicJob({
    run: (signal) =>
      new Promise<void>((resolve, reject) => {
        rounds.push({ signal, finish: resolve, fail: reject });
      }),
    everyMs: 5_000,
    wakeDelayMs: 100,
    stopWithinMs: 2_000,
    onError: (error) => errors.push(error),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function startAndFinishFirst(): Promise<void> {
  job.start();
  await pass(0);
  rounds[0]!.finish();
  await pass(0);
}

test('the first round comes at once, the next ones after the end of the one before', async () => {
  job.start();
  job.start();
  await pass(0);
  expect(rounds).toHaveLength(1);
  await pass(60_000);
  expect(rounds).toHaveLength(1);
  rounds[0]!.finish();
  await pass(4_999);
  expect(rounds).toHaveLength(1);
  await pass(1);
  expect(rounds).toHaveLength(2);
});

test('a round that fails is told, and the next one comes at its time', async () => {
  const failure = new Error('database gone');
  job.start();
  await pass(0);
  rounds[0]!.fail(failure);
  await pass(5_000);
  expect(errors).toEqual([failure]);
  expect(rounds).toHaveLength(2);
});

test('woken, it does not wait for its time, nor ever longer the more often it is woken', async () => {
  await startAndFinishFirst();
  for (let calls = 0; calls < 10; calls++) {
    job.wake();
    await pass(20);
  }
  expect(rounds).toHaveLength(2);
});

test('woken during a round, it runs again soon after, one round at a time', async () => {
  job.start();
  await pass(0);
  job.wake();
  job.wake();
  await pass(1_000);
  expect(rounds).toHaveLength(1);
  rounds[0]!.finish();
  await pass(100);
  expect(rounds).toHaveLength(2);
  rounds[1]!.finish();
  await pass(4_999);
  expect(rounds).toHaveLength(2);
});

// A job that was woken inside a transaction was refused every transaction of its own.
test('a round is no part of what woke it', async () => {
  // Pretended timers do not carry a context over, as real ones do.
  vi.useRealTimers();
  const within = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const other = createPeriodicJob({
    run: () => Promise.resolve(seen.push(within.getStore())),
    everyMs: 60_000,
    wakeDelayMs: 1,
    stopWithinMs: 2_000,
    onError: (error) => errors.push(error),
  });
  within.run('start', other.start);
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  within.run('transaction', other.wake);
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  await other.stop();
  expect(seen).toEqual([undefined, undefined]);
});

test('it does nothing before it is started', async () => {
  job.wake();
  await pass(60_000);
  expect(rounds).toEqual([]);
});

test('stopped, it waits for the round under way, which is told, and begins no other', async () => {
  job.start();
  await pass(0);
  job.wake();
  let isStopped = false;
  const stopping = job.stop().then(() => (isStopped = true));
  expect(rounds[0]!.signal.aborted).toBe(true);
  await pass(1_000);
  expect(isStopped).toBe(false);
  rounds[0]!.finish();
  await stopping;
  job.wake();
  await pass(60_000);
  expect(rounds).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('stopped, it does not wait for ever, and says so', async () => {
  job.start();
  await pass(0);
  const stopping = job.stop();
  await pass(2_000);
  await stopping;
  expect(errors).toMatchObject([{ message: 'Work was still under way after 2000 ms.' }]);
});

test('stopped between two rounds, or before the first, it is over at once', async () => {
  await startAndFinishFirst();
  await job.stop();
  await pass(60_000);
  expect(rounds).toHaveLength(1);
  await createPeriodicJob({
    run: () => Promise.reject(new Error('ran')),
    everyMs: 1,
    wakeDelayMs: 1,
    stopWithinMs: 1,
    onError: (error) => errors.push(error),
  }).stop();
  expect(errors).toEqual([]);
});
