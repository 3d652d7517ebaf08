import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { isAppError } from '#platform/errors.ts';
import { maxTaken } from './hash-thread.ts';
import type { HashJob, HashResult } from './hash-work.ts';
import { createHashingPool, type HashingPool, type HashingPoolOptions } from './hashing-pool.ts';

const costs = { memoryKib: 64, passes: 1, lanes: 1 };
const named = (password: string): HashJob => ({ kind: 'hash', password, costs });

const pools: HashingPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function open(options: Partial<HashingPoolOptions> = {}): HashingPool {
  const pool = createHashingPool({ workers: 1, maxQueued: 10, queueDeadlineMs: 60_000, ...options });
  pools.push(pool);
  return pool;
}

/** A thread's program that answers each job with its password, unless `body` does something else first. */
function program(body: string): URL {
  const source = `import fs from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ job }) => {
      ${body}
      parentPort.postMessage([{ ok: true, result: job.password }]);
    });`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

const echo = program('');
/** Jobs that keep a thread and its mailbox full, the first of them for so many milliseconds. */
function fill(pool: HashingPool, firstMs: number): Promise<HashResult>[] {
  return Array.from({ length: maxTaken }, (_, index) =>
    pool.run(named(String(index === 0 ? firstMs : index))),
  );
}

/** Takes as many milliseconds as the password says, like real hashing: without giving way. */
const lasting = program(
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(job.password));',
);

async function retryAfterOf(promise: Promise<unknown>): Promise<number | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isAppError(error, 'passwords.busy')) return error.retryAfterSeconds;
    throw error;
  }
}

describe('the hashing pool', () => {
  test('hashes, verifies and assesses on its own threads', async () => {
    const pool = open({ workers: 2 });
    const encoded = await pool.run(named('a password'));
    if (typeof encoded !== 'string') throw new TypeError('not a hash');
    expect(encoded).toMatch(/^\$argon2id\$/);
    const stored = { scheme: 'argon2', phc: encoded } as const;
    expect(await pool.run({ kind: 'verify', password: 'a password', stored })).toBe(true);
    expect(await pool.run({ kind: 'verify', password: 'another', stored })).toBe(false);
    expect(await pool.run({ kind: 'assess', password: 'qwertyuiop', words: [] })).toEqual({
      isCommon: true,
      score: 0,
    });
  });

  test.runIf(process.platform === 'linux')('lets everything else go first', async () => {
    const niceValues = (): number[] =>
      readdirSync('/proc/self/task').map((task) => {
        const stat = readFileSync(`/proc/self/task/${task}/stat`, 'utf8');
        // After the name in parentheses; nice is the 19th field (proc_pid_stat(5)).
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
      });
    const before = niceValues().filter((nice) => nice === 2).length;
    await open().run(named('a password'));
    expect(niceValues().filter((nice) => nice === 2).length).toBe(before + 1);
    expect(niceValues()).toContain(0);
  });

  test('refuses at once what is beyond the queue, and says when to come again', async () => {
    const pool = open({ program: lasting, maxQueued: 2 });
    const begun = fill(pool, 30);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => retryAfterOf(pool.run(named('1')))));
    expect(outcomes).toEqual([undefined, undefined, 1, 1]);
    await Promise.all(begun);
    const { refused, waiting, taken, waits, durations } = pool.figures();
    expect({ refused, waiting, taken }).toEqual({ refused: 2, waiting: 0, taken: 0 });
    for (const { counts } of [waits, durations])
      expect(counts.reduce((sum, count) => sum + count)).toBe(maxTaken + 2);
  });

  test('computes when to come again from what it observed', async () => {
    let elapsed = 0;
    const pool = open({ program: echo, maxQueued: 1, elapsedMs: () => elapsed });
    // Eight jobs of ten seconds each, by the pool's clock.
    for (let round = 0; round < 8; round++) {
      const running = pool.run(named('x'));
      elapsed += 10_000;
      await running;
    }
    const busy = [...fill(pool, 1), pool.run(named('x'))];
    expect(await retryAfterOf(pool.run(named('x')))).toBeGreaterThan(10);
    await Promise.all(busy);
  });

  test('refuses what has waited to its deadline while the thread still works', async () => {
    const pool = open({ program: lasting, queueDeadlineMs: 40 });
    const [first, ...others] = fill(pool, 300);
    let isFirstDone = false;
    void first?.then(() => (isFirstDone = true));
    expect(await retryAfterOf(pool.run(named('0')))).toBeGreaterThanOrEqual(1);
    expect(isFirstDone).toBe(false);
    expect(await first).toBe('300');
    expect(await Promise.all(others)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('does not start a job whose deadline passed before its timer fired', async () => {
    let elapsed = 0;
    const pool = open({ program: lasting, queueDeadlineMs: 60_000, elapsedMs: () => elapsed });
    const begun = fill(pool, 30);
    const late = retryAfterOf(pool.run(named('0')));
    elapsed = 60_000;
    const fresh = pool.run(named('1'));
    expect(await late).toBeGreaterThanOrEqual(1);
    expect(await Promise.all(begun)).toEqual(['30', '1', '2', '3', '4', '5']);
    expect(await fresh).toBe('1');
  });

  test('replaces a thread that died and tries its job once more', async () => {
    const mark = join(await mkdtemp(join(tmpdir(), 'ostiary-pool-')), 'died');
    const dying = program(`
      if (job.password === 'always') process.exit(1);
      if (job.password === 'once' && !fs.existsSync('${mark}')) {
        fs.writeFileSync('${mark}', '');
        throw new Error('died');
      }`);
    const pool = open({ program: dying });
    // The one behind it is done as well, in order.
    expect(await Promise.all([pool.run(named('once')), pool.run(named('next'))])).toEqual(['once', 'next']);
    await expect(pool.run(named('always'))).rejects.toThrow(/died twice/);
    expect(await pool.run(named('after'))).toBe('after');
    await rm(dirname(mark), { recursive: true });
  });

  test('hands over the answers to waiting jobs a few at a time, in order', async () => {
    const pool = open();
    await pool.run(named('the thread is there'));
    const turns: number[] = [];
    let turn = 0;
    const ticking = setInterval(() => (turn += 1), 1);
    const slow = { memoryKib: 8192, passes: 4, lanes: 1 };
    const jobs = Array.from({ length: maxTaken }, async (_, index) => {
      const phc = await pool.run(named(`number ${index}`));
      if (typeof phc !== 'string') throw new TypeError('not a hash');
      return { scheme: 'argon2', phc } as const;
    });
    const hashes = await Promise.all(jobs);
    const outcomes = await Promise.all(
      hashes.map(async (stored, index) => {
        await pool.run({ kind: 'hash', password: 'x', costs: slow });
        const isRight = await pool.run({ kind: 'verify', password: `number ${index}`, stored });
        turns.push(turn);
        return isRight;
      }),
    );
    clearInterval(ticking);
    expect(outcomes).toEqual(hashes.map(() => true));
    expect(new Set(turns).size).toBeLessThan(maxTaken);
  });

  test('closing finishes what has begun and refuses the rest', async () => {
    const pool = open({ program: lasting });
    const begun = fill(pool, 60);
    const waiting = retryAfterOf(pool.run(named('0')));
    await pool.close();
    expect(await Promise.all(begun)).toEqual(['60', '1', '2', '3', '4', '5']);
    expect(await waiting).toBeGreaterThanOrEqual(1);
    expect(await retryAfterOf(pool.run(named('0')))).toBeGreaterThanOrEqual(1);
    await pool.close();
  });
});
