import { describe, expect, test } from 'vitest';
import { createMirror, memoryStore, type Mirror, type MirrorStore } from '../../src/mirror/index.ts';
import type { SnapshotLine } from '../../src/wire.ts';
import { gone, service, snapshot, told, user } from './records.ts';

async function filled(
  store: MirrorStore = memoryStore(),
  more: Parameters<typeof snapshot>[2] = {},
): Promise<Mirror> {
  const mirror = createMirror({ store });
  await mirror.open();
  await mirror.replace(snapshot(10, [user('ann'), user('bob')], more));
  return mirror;
}

describe('a mirror', () => {
  test('needs a snapshot first, and then has a cursor to go on from', async () => {
    const store = memoryStore();
    const mirror = createMirror({ store });
    expect(await mirror.open()).toEqual({ cursor: null });
    expect([mirror.holds, mirror.service, mirror.findUser('ann')]).toEqual(['users', undefined, undefined]);
    await mirror.replace(snapshot(10, [user('ann')]));
    expect([mirror.service, mirror.findUser('ann')]).toEqual([service, { user: user('ann') }]);
    await mirror.apply([told(11, user('cid'))], '12.a');
    expect(await createMirror({ store }).open()).toEqual({ cursor: '12.a' });
  });

  test('is opened before it is used', async () => {
    const mirror = createMirror({ store: memoryStore() });
    await expect(mirror.apply([], '1.a')).rejects.toMatchObject({ code: 'not_started' });
    await expect(mirror.replace(snapshot(1, []))).rejects.toMatchObject({ code: 'not_started' });
  });

  test('says why somebody has gone, also after a restart', async () => {
    const store = memoryStore();
    const mirror = await filled(store);
    await mirror.apply([gone(11, 'ann'), gone(12, 'bob', 'no_access')], '12.a');
    const again = createMirror({ store });
    await again.open();
    for (const one of [mirror, again]) {
      expect(one.findUser('ann')).toEqual({ user: null, reason: 'deleted' });
      expect(one.findUser('bob')).toMatchObject({ user: null, reason: 'no_access' });
    }
  });

  test('forgets after a day who has gone', async () => {
    let now = 1_000;
    const mirror = createMirror({ store: memoryStore(), now: () => now });
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann')]));
    await mirror.apply([gone(11, 'ann')], '11.a');
    now += 86_400_000;
    await mirror.replace(snapshot(11, []));
    expect(mirror.findUser('ann')).toEqual({ user: null, reason: 'deleted' });
    now += 1;
    await mirror.replace(snapshot(11, []));
    expect(mirror.findUser('ann')).toBeUndefined();
  });

  test('forgets who has gone also when it is only followed, and never filled again', async () => {
    let now = 1_000;
    const mirror = createMirror({ store: memoryStore(), now: () => now, rememberGoneSeconds: 60 });
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann'), user('bob')]));
    await mirror.apply([gone(11, 'ann')], '11.a');
    now += 60_000;
    await mirror.apply([gone(12, 'bob')], '12.a');
    expect(mirror.findUser('ann')).toEqual({ user: null, reason: 'deleted' });
    now += 10_000;
    await mirror.apply([told(13, user('cid'))], '13.a');
    expect([mirror.findUser('ann'), mirror.findUser('bob')]).toEqual([
      undefined,
      { user: null, reason: 'deleted' },
    ]);
  });

  test('lets two users swap their addresses', async () => {
    const mirror = await filled();
    const [ann, bob] = [user('ann', { email: 'bob@example.org' }), user('bob', { email: 'ann@example.org' })];
    await mirror.apply([told(11, ann)], '11.a');
    await mirror.apply([told(12, bob)], '12.a');
    expect([mirror.findUser('ann'), mirror.findUser('bob')]).toEqual([{ user: ann }, { user: bob }]);
  });

  test('takes whom it does not know for somebody without access, where only those with access are told', async () => {
    const everyone = await filled();
    const granted = await filled(memoryStore(), { service: { entry: 'granted' } });
    expect(everyone.findUser('cid')).toBeUndefined();
    // A token that is newer than what was heard last may know of a grant that is on its way.
    expect(granted.findUser('cid')).toEqual({
      ...{ user: null, reason: 'no_access' },
      changedAt: expect.any(Number) as unknown,
    });
  });

  test('finds roles by id and by name, whoever has the name now', async () => {
    const role = (id: string, name: string) => ({ id, name, level: 1, permissions: [], access: null });
    const mirror = await filled(memoryStore(), { lines: [{ kind: 'role', role: role('r1', 'editor') }] });
    const item = (position: number, id: string, name: string) =>
      ({ position, at: 0, kind: 'role', id, role: role(id, name) }) as const;
    expect(mirror.findRoleByName('editor')?.id).toBe('r1');
    await mirror.apply([item(11, 'r1', 'author'), item(12, 'r2', 'editor')], '12.a');
    expect([mirror.findRoleByName('editor')?.id, mirror.findRoleByName('author')?.id]).toEqual(['r2', 'r1']);
    await mirror.apply([{ position: 13, at: 0, kind: 'role', id: 'r2', role: null }], '13.a');
    expect([mirror.findRoleByName('editor'), mirror.findRole('r2')]).toEqual([undefined, undefined]);
  });

  test('counts its revision up with every change that matters', async () => {
    const mirror = await filled();
    let last = mirror.revision;
    const grows = async (work: Promise<unknown>): Promise<boolean> => {
      await work;
      const has = mirror.revision > last;
      last = mirror.revision;
      return has;
    };
    expect(await grows(mirror.apply([], '11.a'))).toBe(false);
    expect(await grows(mirror.apply([{ position: 12, at: 0, kind: 'keys' }], '12.a'))).toBe(false);
    expect(await grows(mirror.apply([told(13, user('ann', { is_active: false }))], '13.a'))).toBe(true);
    expect(await grows(mirror.apply([{ position: 14, at: 0, kind: 'service', service }], '14.a'))).toBe(true);
    expect(await grows(mirror.replace(snapshot(14, [])))).toBe(true);
  });
});

describe('a snapshot', () => {
  test('that breaks off leaves everybody there, and is needed again after a restart', async () => {
    const store = memoryStore();
    const mirror = await filled(store);
    async function* broken(): AsyncGenerator<SnapshotLine> {
      let left = 2;
      for await (const line of snapshot(20, [user('cid')])) {
        if (left-- === 0) throw new Error('The connection broke');
        yield line;
      }
    }
    await expect(mirror.replace(broken())).rejects.toThrow('broke');
    for (const sub of ['ann', 'bob']) expect(mirror.findUser(sub)).toEqual({ user: user(sub) });
    expect(await createMirror({ store }).open()).toEqual({ cursor: null });
    await mirror.replace(snapshot(20, [user('cid')]));
    expect(mirror.findUser('ann')).toMatchObject({ user: null });
    expect(await createMirror({ store }).open()).toEqual({ cursor: '20.a' });
  });

  test.each<[string, SnapshotLine[]]>([
    ['has no end', [{ kind: 'start', cursor: '20.a', position: 20, service }]],
    [
      'has lost users',
      [
        { kind: 'start', cursor: '20.a', position: 20, service },
        { kind: 'end', users: 1 },
      ],
    ],
    [
      'has no start',
      [
        { kind: 'user', user: user('cid') },
        { kind: 'end', users: 1 },
      ],
    ],
    ['is empty', []],
  ])('that %s is refused', async (_what, lines) => {
    const mirror = await filled();
    async function* some(): AsyncGenerator<SnapshotLine> {
      yield* lines;
    }
    await expect(mirror.replace(some())).rejects.toMatchObject({ code: 'protocol' });
    expect(mirror.findUser('ann')).toEqual({ user: user('ann') });
  });

  test('does not bring back who was deleted while it came', async () => {
    const mirror = await filled();
    async function* slow(): AsyncGenerator<SnapshotLine> {
      for await (const line of snapshot(20, [user('ann'), user('bob')])) {
        if (line.kind === 'user' && line.user.sub === 'ann') await mirror.apply([gone(21, 'ann')], '21.a');
        yield line;
      }
    }
    await mirror.replace(slow());
    expect([mirror.findUser('ann'), mirror.findUser('bob')]).toMatchObject([
      { user: null },
      { user: { sub: 'bob' } },
    ]);
  });

  test('of a restored server wins, however low its positions are', async () => {
    const mirror = await filled();
    await mirror.apply([told(50, user('ann', { first_name: 'lost' })), gone(51, 'bob')], '51.a');
    await mirror.replace(snapshot(9, [user('ann'), user('bob')]), { isNewHistory: true });
    await mirror.apply([told(10, user('bob', { first_name: 'new' }))], '10.b');
    expect([mirror.findUser('ann'), mirror.findUser('bob')]).toEqual([
      { user: user('ann') },
      { user: user('bob', { first_name: 'new' }) },
    ]);
  });

  test('that a reset asks for is asked for again after a restart', async () => {
    const store = memoryStore();
    const mirror = await filled(store);
    await mirror.apply([{ position: 11, at: 0, kind: 'reset' }], '12.a');
    expect(await createMirror({ store }).open()).toEqual({ cursor: null });
    await mirror.replace(snapshot(12, [user('ann')]));
    expect(await createMirror({ store }).open()).toEqual({ cursor: '12.a' });
  });
});

describe('several processes with one store', () => {
  test('a slow one adds nobody whom a later snapshot did not hold, and moves no cursor back', async () => {
    const store = memoryStore();
    const [quick, slow] = [await filled(store), createMirror({ store })];
    await slow.open();
    await quick.replace(snapshot(20, [user('ann')]));
    await slow.apply([told(15, user('cid'))], '15.a');
    expect(quick.findUser('cid')).toBeUndefined();
    expect(await createMirror({ store }).open()).toEqual({ cursor: '20.a' });
  });

  test('one that is still being filled moves no cursor past what only its snapshot will hold', async () => {
    const store = memoryStore();
    const [other, filling] = [await filled(store), createMirror({ store })];
    await filling.open();
    async function* waiting(): AsyncGenerator<SnapshotLine> {
      for await (const line of snapshot(30, [user('ann')])) {
        yield line;
        if (line.kind !== 'start') continue;
        await other.replace(snapshot(25, [user('ann')]));
        await filling.apply([told(31, user('cid'))], '31.a');
        // Were everybody to end now, what happened from 26 to 30 would be told again.
        expect(await createMirror({ store }).open()).toEqual({ cursor: '25.a' });
      }
    }
    await filling.replace(waiting());
    expect(await createMirror({ store }).open()).toEqual({ cursor: '31.a' });
  });

  test('one that has not heard that the server was restored writes nothing', async () => {
    const store = memoryStore();
    const [quick, slow] = [await filled(store), createMirror({ store })];
    await slow.open();
    await quick.replace(snapshot(5, [user('ann')]), { isNewHistory: true });
    await expect(slow.apply([told(16, user('cid'))], '16.a')).rejects.toMatchObject({ code: 'unavailable' });
    expect(quick.findUser('cid')).toBeUndefined();
    expect(await slow.open()).toEqual({ cursor: '5.a' });
  });
});
