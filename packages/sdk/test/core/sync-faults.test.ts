import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMirror, memoryStore } from '../../src/mirror/index.ts';
import { FeedServer } from './feed-server.ts';
import { syncWith, type SyncWorld } from './sync-world.ts';
import { until } from './waiting.ts';

let server: FeedServer;
let world: SyncWorld | undefined;

beforeEach(async () => {
  server = new FeedServer();
  await server.listen();
});
afterEach(async () => {
  await world?.sync.close();
  world = undefined;
  await server.stop();
});

async function started(...args: Parameters<typeof syncWith> extends [unknown, ...infer R] ? R : never) {
  world = syncWith(server, ...args);
  await world.sync.start(15_000);
  return world;
}

const emailOf = (one: SyncWorld, sub: string) => one.overlay.findUser(sub)?.user?.email;

describe('the first sync', () => {
  it('ends with everything that is defined, and what happened lately', async () => {
    server.putRole({ id: 'r1', name: 'clerk', permissions: ['orders.read'] });
    server.putUser({ sub: 'u1', email: 'a@example.org' });
    const { overlay, sync } = await started();
    expect(overlay.service?.name).toBe('orders');
    expect(overlay.findRoleByName('clerk')?.permissions).toEqual(['orders.read']);
    expect(overlay.findUser('u1')?.user?.email).toBe('a@example.org');
    expect(sync.status()).toMatchObject({ state: 'live', transport: 'stream', cursor: server.cursor });
    expect(server.asked).toMatchObject({ streams: 1, snapshots: 1 });
    // So that it need not be told of whom the snapshot has.
    expect(server.followedFrom).toEqual([server.cursor]);
  });

  it('says after a time that nobody answers, and why', async () => {
    await server.stop();
    world = syncWith(server);
    await expect(world.sync.start(300)).rejects.toThrow(/first sync took more than 0.3 s: .*ECONNREFUSED/);
    await server.listen();
  });

  it('says at once that the key is refused', async () => {
    server.faults.status = 401;
    world = syncWith(server);
    await expect(world.sync.start(15_000)).rejects.toMatchObject({ code: 'key_refused' });
  });

  it('waits until a snapshot is whole, however often it breaks off', async () => {
    server.faults.cutSnapshotAfter = 100;
    world = syncWith(server);
    const start = world.sync.start(15_000);
    await until(() => server.asked.snapshots >= 3);
    expect(world.sync.isFresh(Date.now())).toBe(false);
    server.faults.cutSnapshotAfter = undefined;
    await start;
    expect(world.errors.map(({ message }) => message)).toContainEqual(expect.stringMatching(/snapshot/));
  });

  it('begins stale with what was kept, and becomes current by itself', async () => {
    server.putUser({ sub: 'u1' });
    const store = memoryStore();
    const before = await started({ directory: createMirror({ store }) });
    await before.sync.close();
    await server.stop();
    world = syncWith(server, { directory: createMirror({ store }) });
    expect(await world.sync.start(15_000)).toBe('stale');
    expect(world.sync.status()).toMatchObject({ state: 'stale', isStale: true, lastHeardAt: null });
    await server.listen();
    server.tell({ kind: 'revoked', what: 'session', id: 'sid-1' });
    await until(() => world?.sync.state === 'live');
    expect(world.items).toContainEqual(expect.objectContaining({ kind: 'revoked', id: 'sid-1' }));
  });
});

describe('a stream that breaks off', () => {
  it('after any byte is gone on with, so that nothing is missed', async () => {
    const emails = Array.from({ length: 4 }, (_, index) => `mail-${index}@example.org`);
    server.tell({ kind: 'user', sub: 'gone', user: null, reason: 'deleted' }, { kind: 'keys' });
    for (const [index, email] of emails.entries()) server.putUser({ sub: `u${index}`, email });
    // Every connection ends a byte later than the one before, until one has carried all.
    server.faults.cutStreamAfter = (connection) => connection;
    world = syncWith(server, { pace: { backoffFirstMs: 0, backoffMostMs: 0 } });
    const start = world.sync.start(60_000);
    for (const [index, email] of emails.entries()) {
      await until(() => (world ? emailOf(world, `u${index}`) === email : false), 60_000);
    }
    server.faults.cutStreamAfter = () => undefined;
    await start;
    expect(world.overlay.findUser('gone')).toMatchObject({ user: null, reason: 'deleted' });
    expect(server.asked.streams).toBeGreaterThan(100);
  }, 90_000);

  it('because the server was replaced is gone on with where it was', async () => {
    const { overlay, sync } = await started();
    server.cutAll();
    server.putUser({ sub: 'u1', email: 'later@example.org' });
    await until(() => overlay.findUser('u1') !== undefined);
    await until(() => sync.state === 'live');
    expect(server.asked.snapshots).toBe(1);
  });

  it('because the server is away is tried again until it is back', async () => {
    const { overlay, sync, errors } = await started();
    await server.stop();
    await until(() => sync.state === 'interrupted');
    server.putUser({ sub: 'u1' });
    await server.listen();
    await until(() => sync.state === 'live' && overlay.findUser('u1') !== undefined);
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('a feed that is not as it should be', () => {
  it('may tell things again and out of order', async () => {
    const { overlay } = await started();
    server.faults.isMessy = true;
    server.cutAll();
    for (const email of ['first@example.org', 'second@example.org', 'last@example.org']) {
      server.putUser({ sub: 'u1', email });
    }
    server.cutAll();
    await until(() => overlay.findUser('u1')?.user?.email === 'last@example.org');
    server.cutAll();
    await until(() => server.asked.streams >= 3);
    expect(overlay.findUser('u1')?.user?.email).toBe('last@example.org');
  });

  it('is left when nothing comes any more, not even a beat', async () => {
    const { sync, errors } = await started({ pace: { silenceMs: 150 } });
    server.faults.isSilent = true;
    await until(() => errors.some(({ message }) => message.includes('nothing came for 150 ms')));
    server.faults.isSilent = false;
    await until(() => sync.state === 'live');
  });

  it.each([
    ['is held back on its way', 'isHeldBack'],
    ['comes as something else', 'isWithoutStreams'],
  ] as const)('is asked for when a stream %s', async (_what, fault) => {
    server.faults[fault] = true;
    const { overlay, sync, warnings } = await started({ pace: { firstBeatMs: 200 } });
    expect(sync.status()).toMatchObject({ state: 'live', transport: 'poll' });
    expect(warnings).toEqual(['feed_held_back']);
    server.putUser({ sub: 'u1', email: 'polled@example.org' });
    await until(() => overlay.findUser('u1')?.user?.email === 'polled@example.org');
    expect(server.asked.streams).toBeLessThanOrEqual(1);
  });

  it('with something that no kit understands is an error, and tried again', async () => {
    const { errors, sync, overlay } = await started();
    server.tell({ kind: 'user', sub: 'u1', user: { sub: 'u1' } as never });
    await until(() => errors.some(({ message }) => message.includes('(user) is not as it should be')));
    expect(overlay.findUser('u1')).toBeUndefined();
    expect(sync.state).not.toBe('live');
  });

  it('with a kind of item that only a newer kit knows goes on', async () => {
    const { overlay } = await started();
    server.tell({ kind: 'weather', sky: 'grey' } as never);
    server.putUser({ sub: 'u1' });
    await until(() => overlay.findUser('u1') !== undefined);
  });
});

describe('another history of the server', () => {
  it.each([
    ['an overlay', undefined],
    ['a mirror', () => createMirror({ store: memoryStore() })],
  ])('is begun anew by %s, and what never was is forgotten', async (_name, mirror) => {
    for (let index = 0; index < 5; index++) server.putRole({ id: 'r1', permissions: [`old.${index}`] });
    server.putRole({ id: 'r2', name: 'never-was' });
    const { overlay, sync } = await started(mirror && { directory: mirror() });
    const directory = world?.directory ?? overlay;
    expect(directory.findRole('r1')?.permissions).toEqual(['old.4']);
    server.roles.delete('r2');
    server.roles.set('r1', { id: 'r1', name: 'r1', level: null, permissions: ['restored'], access: null });
    server.restore(5, 'b');
    await until(() => directory.findRole('r1')?.permissions[0] === 'restored');
    expect(directory.findRole('r2')).toBeUndefined();
    // Its positions are lower than those that were known.
    server.putRole({ id: 'r1', permissions: ['after'] });
    await until(() => directory.findRole('r1')?.permissions[0] === 'after');
    await until(() => sync.state === 'live');
  });

  it('is found out after a restart, too', async () => {
    const store = memoryStore();
    server.putUser({ sub: 'u1' });
    server.putUser({ sub: 'u2' });
    const before = await started({ directory: createMirror({ store }) });
    await before.sync.close();
    server.users.delete('u2');
    server.restore(1, 'b');
    const mirror = createMirror({ store });
    await started({ directory: mirror });
    await until(async () => (await mirror.getUser('u2')) === undefined);
    expect(await mirror.getUser('u1')).toBeDefined();
  });

  it('does not make what is known look fresh before it was read', async () => {
    const { sync } = await started();
    server.putUser({ sub: 'u1' });
    await until(() => sync.status().cursor === server.cursor);
    server.faults.cutSnapshotAfter = 50;
    server.restore(1, 'b');
    await until(() => server.asked.snapshots >= 3);
    expect(sync.state).toBe('interrupted');
    server.faults.cutSnapshotAfter = undefined;
    await until(() => sync.state === 'live');
  });
});

describe('what only a snapshot can tell', () => {
  it('is read when the feed says so', async () => {
    const { overlay } = await started();
    server.roles.set('quiet', { id: 'quiet', name: 'quiet', level: 1, permissions: [], access: null });
    server.tell({ kind: 'reset' });
    await until(() => overlay.findRole('quiet') !== undefined);
    expect(server.asked.snapshots).toBe(2);
  });
});

describe('a directory that cannot keep what it is told', () => {
  it('is told again, from where it was', async () => {
    const mirror = createMirror({ store: memoryStore() });
    let failures = 0;
    const unreliable: typeof mirror = Object.create(mirror, {
      apply: {
        value: async (...args: Parameters<typeof mirror.apply>) => {
          if (args[0].length > 0 && failures++ < 3) throw new Error('disk full');
          await mirror.apply(...args);
        },
      },
    }) as typeof mirror;
    const { errors } = await started({ directory: unreliable });
    server.putUser({ sub: 'u1', email: 'kept@example.org' });
    await until(async () => (await mirror.getUser('u1'))?.email === 'kept@example.org');
    expect(errors.filter(({ message }) => message === 'disk full')).toHaveLength(3);
  });
});

describe('a key that is refused while following', () => {
  it('is told, tried again now and then, and everything is well when it is accepted again', async () => {
    const { sync } = await started();
    server.faults.status = 401;
    server.cutAll();
    await until(() => sync.state === 'key_refused');
    expect(sync.status().problem).toContain('does not take the service key');
    server.faults.status = undefined;
    await until(() => sync.state === 'live');
  });
});

describe('closing', () => {
  it('ends the connection and is the end of it', async () => {
    const { sync } = await started();
    await sync.close();
    const { streams } = server.asked;
    server.putUser({ sub: 'u1' });
    expect(sync.state).toBe('closed');
    expect(world?.overlay.findUser('u1')).toBeUndefined();
    expect(server.asked.streams).toBe(streams);
  });
});
