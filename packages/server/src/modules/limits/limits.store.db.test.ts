import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAppError } from '#platform/errors.ts';
import { createSealer } from '#platform/sealing.ts';
import { createLimitService } from './limits.service.ts';
import {
  countAttempt,
  countInWindow,
  deleteForgotten,
  findThrottles,
  takeBackAttempt,
  updateBlock,
} from './limits.store.ts';

async function secondsOf(promise: Promise<unknown>): Promise<number | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isAppError(error, 'request.throttled')) return error.retryAfterSeconds;
    throw error;
  }
}

describe.each(databases())('limits on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  test('counts an attempt only while the key is not blocked', async () => {
    const { database } = store;
    const count = (now: number) =>
      database.write((tx) =>
        countAttempt(tx, { key: 'k', now, quietBefore: now - 1000, forgetAt: now + 1000 }),
      );
    expect([await count(100_000), await count(100_001)]).toEqual([1, 2]);
    await database.write((tx) => updateBlock(tx, 'k', 100_500));
    expect(await count(100_499)).toBeUndefined();
    expect(await count(100_500)).toBe(3);
    await database.write((tx) => updateBlock(tx, 'k', 100_900));
    await database.write((tx) => takeBackAttempt(tx, 'k', 100_900));
    expect(await count(100_600)).toBe(3);
    expect(await count(101_600)).toBe(1);
    expect(await database.write((tx) => deleteForgotten(tx, 102_599))).toBe(0);
    expect(await database.write((tx) => deleteForgotten(tx, 102_600))).toBe(1);
  });

  test('counts in a window that begins anew when it has passed', async () => {
    const { database } = store;
    const count = (now: number) =>
      database.write((tx) => countInWindow(tx, { key: 'k', now, windowMs: 1000, limit: 2 }));
    expect([await count(5000), await count(5001), await count(5999)]).toEqual([true, true, false]);
    await database.write((tx) => takeBackAttempt(tx, 'k', 0));
    expect([await count(5999), await count(5999)]).toEqual([true, false]);
    expect([await count(6000), await count(6001), await count(6002)]).toEqual([true, true, false]);
  });

  /** As two processes have it: services of their own on one database. */
  function twoProcesses() {
    const clock = fakeClock();
    const sealer = createSealer('a master key of at least thirty-two characters');
    const make = () => createLimitService({ database: store.database, clock, sealer, isOn: true });
    return { clock, one: make(), other: make() };
  }

  test('what one process has counted, another one knows', async () => {
    const { clock, one, other } = twoProcesses();
    const use = { purpose: 'mail', of: 'ann', limit: 2, windowSeconds: 60 };
    expect([await secondsOf(one.countUse(use)), await secondsOf(other.countUse(use))]).toEqual([
      undefined,
      undefined,
    ]);
    expect([await secondsOf(one.countUse(use)), await secondsOf(other.countUse(use))]).toEqual([60, 60]);
    expect(await secondsOf(one.countUse({ ...use, purpose: 'code' }))).toBeUndefined();
    clock.advance(60_000);
    expect(await secondsOf(other.countUse(use))).toBeUndefined();
  });

  test('of 50 tries at once, only those that are allowed are made; a success forgets them', async () => {
    const { clock, one, other } = twoProcesses();
    const tried = { purpose: 'totp', of: 'ann', allowed: 5 };
    const waits = await Promise.all(
      Array.from({ length: 50 }, (_, index) => secondsOf((index % 2 === 0 ? one : other).beginTry(tried))),
    );
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(5);
    expect(new Set(waits.filter((wait) => wait !== undefined))).toEqual(new Set([1]));
    clock.advance(1_000);
    const begun = await one.beginTry(tried);
    expect(await secondsOf(other.beginTry(tried))).toBe(2);
    await store.database.write((tx) => one.succeed(tx, begun!));
    expect(await secondsOf(other.beginTry(tried))).toBeUndefined();
  });

  test('a try that is taken back counts for nothing, and neither kind is stored in clear', async () => {
    const { one } = twoProcesses();
    const tried = { purpose: 'totp', of: 'ann@example.com', allowed: 1 };
    for (let index = 0; index < 3; index++) await one.takeBack((await one.beginTry(tried))!);
    const rows = await store.database.db.selectFrom('sign_in_throttles').selectAll().execute();
    expect(rows).toMatchObject([{ failures: 0, blocked_until: 0 }]);
    expect(JSON.stringify(rows)).not.toMatch(/ann|totp/);
    expect((await findThrottles(store.database.db, ['ann@example.com'])).size).toBe(0);
  });

  test('an address is counted by its network, and not at all where it is not known or limits are off', async () => {
    const { one } = twoProcesses();
    const use = { purpose: 'mail', limit: 1, windowSeconds: 60 };
    expect(await secondsOf(one.countAddress({ ...use, address: '2001:db8::1' }))).toBeUndefined();
    expect(await secondsOf(one.countAddress({ ...use, address: '2001:db8::2' }))).toBe(60);
    for (let index = 0; index < 3; index++) {
      expect(await secondsOf(one.countAddress({ ...use, address: null }))).toBeUndefined();
    }
    const off = createLimitService({
      ...{ database: store.database, clock: fakeClock(), isOn: false },
      sealer: createSealer('a master key of at least thirty-two characters'),
    });
    expect(await secondsOf(off.countAddress({ ...use, address: '2001:db8::1' }))).toBeUndefined();
    expect(await off.beginTry({ purpose: 'totp', of: 'ann', allowed: 1 })).toBeUndefined();
  });
});
