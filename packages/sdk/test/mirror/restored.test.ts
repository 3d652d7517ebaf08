import { describe, expect, test } from 'vitest';
import { createMirror, memoryStore, type Mirror, type MirrorStore } from '../../src/mirror/index.ts';
import type { SnapshotLine } from '../../src/wire.ts';
import { snapshot, told, user } from './records.ts';

const older = user('ann');
const newer = user('ann', { first_name: 'newer' });

/** Breaks off after so many lines. */
async function* cut(lines: AsyncIterable<SnapshotLine>, after: number): AsyncGenerator<SnapshotLine> {
  let left = after;
  for await (const line of lines) {
    if (left-- === 0) return;
    yield line;
  }
}

/** Whoever follows the feed hears of something before the first line of the snapshot comes. */
async function* late(
  work: () => Promise<void>,
  lines: AsyncIterable<SnapshotLine>,
): AsyncGenerator<SnapshotLine> {
  await work();
  yield* lines;
}

async function opened(store: MirrorStore): Promise<Mirror> {
  const mirror = createMirror({ store, portionSize: 1 });
  await mirror.open();
  return mirror;
}

/** A process ended in the middle of a snapshot at position 50, of which one user was written. */
async function interrupted(): Promise<MirrorStore> {
  const store = memoryStore();
  const lines = cut(snapshot(50, [user('lost'), user('bob')]), 2);
  await expect((await opened(store)).replace(lines)).rejects.toMatchObject({ code: 'protocol' });
  return store;
}

describe('a mirror whose server is restored from a backup', () => {
  test('while nobody was there to hear of it notices by the position of the snapshot', async () => {
    const mirror = await opened(await interrupted());
    expect(mirror.findUser('lost')).toEqual({ user: user('lost') });
    await mirror.replace(snapshot(20, [older], { cursor: '20.b' }));
    expect([mirror.findUser('lost'), mirror.findUser('ann')]).toMatchObject([
      { user: null },
      { user: older },
    ]);
  });

  test('at the very position where it is notices by the cursor', async () => {
    const store = memoryStore();
    const lines = cut(snapshot(20, [user('lost'), user('bob')]), 2);
    await expect((await opened(store)).replace(lines)).rejects.toMatchObject({ code: 'protocol' });
    const mirror = await opened(store);
    await mirror.replace(snapshot(20, [older], { cursor: '20.b' }));
    expect([mirror.findUser('lost'), mirror.findUser('ann')]).toMatchObject([
      { user: null },
      { user: older },
    ]);
  });

  test('takes another snapshot where it had already heard of the new history without knowing', async () => {
    const mirror = await opened(await interrupted());
    const hear = () => mirror.apply([told(21, newer)], '21.b');
    const first = late(hear, snapshot(20, [older], { cursor: '20.b' }));
    await expect(mirror.replace(first)).rejects.toMatchObject({ code: 'unavailable' });
    await mirror.replace(snapshot(21, [newer], { cursor: '21.b' }));
    expect(mirror.findUser('ann')).toEqual({ user: newer });
  });

  test('needs one snapshot where it is told', async () => {
    const mirror = await opened(await interrupted());
    const hear = () => mirror.apply([told(21, newer)], '21.b');
    const lines = late(hear, snapshot(20, [older], { cursor: '20.b' }));
    await mirror.replace(lines, { isNewHistory: true });
    expect(mirror.findUser('ann')).toEqual({ user: newer });
  });
});

test('what is heard before the first line of a snapshot comes is later than it, if its position is', async () => {
  const store = memoryStore();
  const mirror = await opened(store);
  await mirror.replace(snapshot(10, [older]));
  await mirror.replace(late(() => mirror.apply([told(21, newer)], '21.a'), snapshot(20, [older])));
  expect(mirror.findUser('ann')).toEqual({ user: newer });
  expect(await createMirror({ store }).open()).toEqual({ cursor: '21.a' });
});

test('a process that is told of the new history after another one joins it', async () => {
  const store = memoryStore();
  const [one, other] = [await opened(store), await opened(store)];
  await one.replace(snapshot(30, [user('lost')]));
  await one.replace(snapshot(20, [older], { cursor: '20.b' }), { isNewHistory: true });
  await other.replace(snapshot(22, [newer], { cursor: '22.b' }), { isNewHistory: true });
  await one.apply([told(23, user('bob'))], '23.b');
  for (const mirror of [one, other]) {
    expect([mirror.findUser('ann'), mirror.findUser('bob')]).toEqual([
      { user: newer },
      { user: user('bob') },
    ]);
  }
  expect(await createMirror({ store }).open()).toEqual({ cursor: '23.b' });
});
