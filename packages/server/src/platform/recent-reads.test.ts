import { fakeClock, type FakeClock } from '@ostiary/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRecentReads, type RecentReads } from './recent-reads.ts';

interface Thing {
  key: string;
  version: number;
}

let clock: FakeClock;
let stored: Map<string, number>;
let reads: string[];
let things: RecentReads<Thing>;
/** Holds the next read back until it is called. */
let held: PromiseWithResolvers<void> | undefined;
let broken: boolean;

beforeEach(() => {
  clock = fakeClock();
  stored = new Map([['a', 1]]);
  reads = [];
  held = undefined;
  broken = false;
  things = createRecentReads<Thing>({
    clock,
    async read(key) {
      reads.push(key);
      if (broken) throw new Error('The database is gone');
      const version = stored.get(key);
      await held?.promise;
      return version === undefined ? undefined : { key, version };
    },
    isSame: (before, now) => before.version === now.version,
  });
});

describe('recent reads', () => {
  test('are good for a second, and the same object for as long as nothing changed', async () => {
    const thing = await things.find('a');
    expect(thing).toEqual({ key: 'a', version: 1 });
    stored.set('a', 2);
    clock.advance(999);
    expect(await things.find('a')).toBe(thing);
    expect(reads).toEqual(['a']);
    clock.advance(1);
    expect(await things.find('a')).toEqual({ key: 'a', version: 2 });
    const second = await things.find('a');
    clock.advance(5_000);
    expect(await things.find('a')).toBe(second);
    expect(reads).toEqual(['a', 'a', 'a']);
  });

  test('remember for as long that there was nothing', async () => {
    for (let count = 0; count < 3; count++) expect(await things.find('none')).toBeUndefined();
    expect(reads).toEqual(['none']);
    stored.set('none', 1);
    clock.advance(1_000);
    expect(await things.find('none')).toEqual({ key: 'none', version: 1 });
    stored.delete('none');
    clock.advance(1_000);
    expect(await things.find('none')).toBeUndefined();
  });

  test('are asked for anew, all of them, after another process changed something', async () => {
    const thing = await things.find('a');
    await things.find('none');
    stored.set('none', 1);
    things.forgetAll();
    expect(await things.find('a')).toBe(thing);
    expect(await things.find('none')).toEqual({ key: 'none', version: 1 });
    expect(reads).toEqual(['a', 'none', 'a', 'none']);
  });

  test('are one query however many wait for it', async () => {
    held = Promise.withResolvers();
    const waiting = Promise.all(Array.from({ length: 50 }, () => things.find('a')));
    held.resolve();
    const found = await waiting;
    expect(reads).toEqual(['a']);
    expect(new Set(found).size).toBe(1);
  });

  test('are forgotten at once, and what was under way then is not kept', async () => {
    held = Promise.withResolvers();
    const late = things.find('a');
    stored.set('a', 2);
    things.forget('a');
    const after = things.find('a');
    held.resolve();
    expect([(await late)?.version, (await after)?.version]).toEqual([1, 2]);
    expect((await things.find('a'))?.version).toBe(2);
    expect(reads).toEqual(['a', 'a']);
  });

  test('stay the same object when they were forgotten for nothing', async () => {
    const thing = await things.find('a');
    things.forget('a');
    expect(await things.find('a')).toBe(thing);
    expect(reads).toHaveLength(2);
  });

  test('are not believed while somebody else may be about to commit a change', async () => {
    await things.find('a');
    things.distrust('a');
    expect((await things.find('a'))?.version).toBe(1);
    stored.set('a', 2);
    expect((await things.find('a'))?.version).toBe(2);
    clock.advance(1_000);
    const settled = await things.find('a');
    expect(await things.find('a')).toBe(settled);
    expect(reads).toHaveLength(4);
  });

  test('are not kept when they failed', async () => {
    broken = true;
    await expect(Promise.all([things.find('a'), things.find('a')])).rejects.toThrow('gone');
    broken = false;
    expect((await things.find('a'))?.version).toBe(1);
  });

  test('do not outlive a clock that was turned back', async () => {
    await things.find('a');
    await things.find('none');
    clock.advance(-60_000);
    await things.find('a');
    await things.find('none');
    expect(reads).toEqual(['a', 'none', 'a', 'none']);
  });

  test('of unknown keys without end throw out nothing that is known', async () => {
    const thing = await things.find('a');
    for (let count = 0; count < 12_000; count++) await things.find(`none-${String(count)}`);
    expect(await things.find('a')).toBe(thing);
    reads.length = 0;
    // The newest are remembered, the oldest had to make room.
    await things.find('none-11999');
    await things.find('none-0');
    expect(reads).toEqual(['none-0']);
  });
});
