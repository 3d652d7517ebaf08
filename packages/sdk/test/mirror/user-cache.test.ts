import { describe, expect, test } from 'vitest';
import { createMirror, memoryStore, type MirrorStore } from '../../src/mirror/index.ts';
import { gone, snapshot, user } from './records.ts';

/** A store that takes time, as databases do, and counts its readings. */
function slowStore(): MirrorStore & { readings: number } {
  const store = memoryStore();
  const slow = {
    ...store,
    readings: 0,
    async findUser(sub: string) {
      slow.readings += 1;
      await Promise.resolve();
      return store.findUser(sub);
    },
  };
  return slow;
}

describe('the cache of a mirror', () => {
  test('answers at once for those asked for last, and no more than that', async () => {
    const store = slowStore();
    const mirror = createMirror({ store, cacheSize: 2 });
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann'), user('bob'), user('cid')]));
    for (const sub of ['ann', 'bob', 'ann', 'cid']) await mirror.findUser(sub);
    expect(store.readings).toBe(3);
    expect(mirror.findUser('ann')).toEqual({ user: user('ann') });
    expect(await mirror.findUser('bob')).toEqual({ user: user('bob') });
    expect(store.readings).toBe(4);
  });

  test('knows what was applied, also while it was reading', async () => {
    const store = memoryStore();
    const answers: (() => void)[] = [];
    const mirror = createMirror({
      store: {
        ...store,
        async findUser(sub) {
          const found = await store.findUser(sub);
          await new Promise<void>((resolve) => answers.push(resolve));
          return found;
        },
      },
    });
    const answer = async (found: unknown) => {
      for (const resolve of answers.splice(0)) resolve();
      return found;
    };
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann')]));
    const before = mirror.findUser('ann');
    await mirror.apply([gone(11, 'ann')], '11.a');
    expect(await answer(before)).toEqual({ user: user('ann') });
    const after = mirror.findUser('ann');
    await Promise.resolve();
    expect(await answer(after)).toEqual({ user: null, reason: 'deleted' });
    // And remembers the later one.
    expect(mirror.findUser('ann')).toEqual({ user: null, reason: 'deleted' });
  });
});
