import { setTimeout as sleep } from 'node:timers/promises';
import { databases, fakeClock, queryPlans, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventService } from './events.service.ts';
import type { EventQuery } from './events.types.ts';

describe.each(databases())('the outbox on $name', ({ open }) => {
  let store: TestDatabase;
  const clock = fakeClock();
  const events = createEventService({ clock });

  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  async function emit(subjectId: string): Promise<void> {
    await store.database.write((tx) => events.emit(tx, { type: 'user.created', subjectId }));
  }

  function listIds(): Promise<number[]> {
    const rows = store.database.db.selectFrom('events').select('id').orderBy('id').execute();
    return rows.then((all) => all.map((row) => row.id));
  }

  test('keeps what was told, when and about whom, in order', async () => {
    await emit('user-1');
    await store.database.write((tx) =>
      events.emit(tx, {
        type: 'user.access_changed',
        subjectId: 'user-2',
        data: { role: 'owner', levels: ['0'] },
      }),
    );
    const rows = await store.database.db
      .selectFrom('events')
      .select(['type', 'subject_id', 'data', 'at'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { type: 'user.created', subject_id: 'user-1', data: '{}', at: clock.nowMs() },
      {
        type: 'user.access_changed',
        subject_id: 'user-2',
        data: '{"role":"owner","levels":["0"]}',
        at: clock.nowMs(),
      },
    ]);
  });

  test('forgets what a transaction told that was undone', async () => {
    const undone = store.database.write(async (tx) => {
      await events.emit(tx, { type: 'user.created', subjectId: 'user-1' });
      throw new TypeError('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await listIds()).toEqual([]);
  });

  test('never gives a number twice, even when the newest event was deleted', async () => {
    await emit('user-1');
    const [first] = await listIds();
    await store.database.write((tx) => sql`delete from events`.execute(tx));
    await emit('user-2');
    const [second] = await listIds();
    expect(second).toBeGreaterThan(first!);
  });

  test('numbers the events of fifty writers at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => emit(String(index))));
    expect(new Set(await listIds()).size).toBe(50);
  });

  describe('as operators read it', () => {
    async function idsOf(query: Partial<EventQuery> = {}): Promise<number[]> {
      const page = await events.list(store.database.db, { after: 0, limit: 100, ...query });
      return page.events.map((event) => event.id);
    }

    test('gives each event once, page after page, and says where to go on', async () => {
      await emit('user-1');
      await emit('user-2');
      await emit('user-3');
      const { db } = store.database;
      const first = await events.list(db, { after: 0, limit: 2 });
      expect(first).toEqual({
        events: [
          { id: 1, type: 'user.created', subjectId: 'user-1', data: {}, at: clock.nowMs() },
          { id: 2, type: 'user.created', subjectId: 'user-2', data: {}, at: clock.nowMs() },
        ],
        last: 2,
        hasMore: true,
        asOf: expect.any(Number) as number,
      });
      const second = await events.list(db, { after: first.last, limit: 2 });
      expect(second).toMatchObject({ events: [{ id: 3 }], last: 3, hasMore: false });
      expect(await events.list(db, { after: 3, limit: 2 })).toEqual({
        events: [],
        last: 3,
        hasMore: false,
        asOf: expect.any(Number) as number,
      });
      expect(await events.list(db, { after: 'newest', limit: 2 })).toEqual({
        events: [],
        last: 3,
        hasMore: false,
        asOf: expect.any(Number) as number,
      });
    });

    test('can be narrowed to types and to one subject', async () => {
      await emit('user-1');
      await store.database.write((tx) => events.emit(tx, { type: 'user.deleted', subjectId: 'user-1' }));
      await emit('user-2');
      expect(await idsOf({ types: ['user.deleted', 'role.changed'] })).toEqual([2]);
      expect(await idsOf({ subjectId: 'user-1' })).toEqual([1, 2]);
      expect(await idsOf({ subjectId: 'user-2', types: ['user.deleted'] })).toEqual([]);
    });

    test('gives an empty page with more to come where nothing was found among those looked at', async () => {
      await store.database.write(async (tx) => {
        for (let index = 0; index < 2_001; index++) {
          await events.emit(tx, { type: 'user.created', subjectId: 'user-1' });
        }
      });
      await emit('user-2');
      const query = { after: 0, limit: 5, subjectId: 'user-2' };
      const page = await events.list(store.database.db, query);
      expect(page).toEqual({ events: [], last: 2_000, hasMore: true, asOf: expect.any(Number) as number });
      expect(await idsOf({ ...query, after: page.last })).toEqual([2_002]);
    });

    test('misses nothing while fifty transactions write at once', async () => {
      const seen: number[] = [];
      let isWriting = true;
      const reading = (async () => {
        for (let last = 0, isLast = false; !isLast;) {
          isLast = !isWriting;
          const page = await events.list(store.database.db, { after: last, limit: 7 });
          seen.push(...page.events.map((event) => event.id));
          last = page.last;
          isLast &&= !page.hasMore;
          await sleep(1);
        }
      })();
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          await store.database.write(async (tx) => {
            await events.emit(tx, { type: 'user.created', subjectId: String(index) });
            await sleep(index % 5);
            await events.emit(tx, { type: 'user.updated', subjectId: String(index) });
          });
        }),
      );
      isWriting = false;
      await reading;
      expect(seen).toEqual(await listIds());
    });

    test('waits for an event, and no longer than it is told to', async () => {
      const { db } = store.database;
      const { signal } = new AbortController();
      const waiting = events.waitFor(db, { after: 0, limit: 5 }, { waitSeconds: 10, signal });
      await sleep(50);
      await emit('user-1');
      expect(await waiting).toMatchObject({ events: [{ subjectId: 'user-1' }], last: 1 });
      const inVain = await events.waitFor(db, { after: 1, limit: 5 }, { waitSeconds: 1, signal });
      expect(inVain).toEqual({ events: [], last: 1, hasMore: false, asOf: expect.any(Number) as number });
    });

    test('stops waiting when it is told to', async () => {
      const stop = new AbortController();
      const startedAt = performance.now();
      const waiting = events.waitFor(
        store.database.db,
        { after: 0, limit: 5 },
        { waitSeconds: 30, signal: stop.signal },
      );
      setTimeout(() => stop.abort(), 20);
      expect(await waiting).toEqual({
        events: [],
        last: 0,
        hasMore: false,
        asOf: expect.any(Number) as number,
      });
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    });
  });

  test('forgets what is older than thirty days', async () => {
    await emit('user-1');
    const day = 24 * 60 * 60 * 1000;
    clock.advance(day);
    await emit('user-2');
    clock.advance(29 * day + 1);
    expect(await store.database.write((tx) => events.prune(tx, clock.nowMs()))).toBe(1);
    expect(await listIds()).toEqual([2]);
    // The newest stays, whatever its age.
    clock.advance(365 * day);
    expect(await store.database.write((tx) => events.prune(tx, clock.nowMs()))).toBe(0);
    expect(await listIds()).toEqual([2]);
  });

  test('finds an event by its id, the oldest, and the first since a time', async () => {
    const { db } = store.database;
    expect([await events.oldest(db), await events.find(db, 1)]).toEqual([0, undefined]);
    await emit('user-1');
    clock.advance(1_000);
    await emit('user-2');
    const at = clock.nowMs();
    expect(await events.oldest(db)).toBe(1);
    expect(await events.find(db, 2)).toEqual({
      id: 2,
      type: 'user.created',
      subjectId: 'user-2',
      data: {},
      at,
    });
    const since = [at - 1_001, at - 999, at, at + 1].map((time) => events.firstSince(db, time));
    expect(await Promise.all(since)).toEqual([1, 2, 2, undefined]);
    const [plan] = await queryPlans(store.database, (seen) => events.firstSince(seen, at), {
      isLimitedToIndexes: true,
    });
    expect(plan?.plan).toMatch(/events_at/);
  });

  test('is read anew where an older copy of it took its place', async () => {
    const { db } = store.database;
    for (const subject of ['user-1', 'user-2', 'user-3']) await emit(subject);
    expect(await events.list(db, { after: 'newest', limit: 1 })).toMatchObject({ last: 3 });
    await store.database.write((tx) => sql`delete from events where id > 1`.execute(tx));
    expect(await events.list(db, { after: 'newest', limit: 1 })).toMatchObject({
      last: 1,
      asOf: expect.any(Number) as number,
    });
  });
});

test('a page of the outbox is one run of its primary key', async () => {
  const store = await sqliteDatabase();
  const { rows } = await sql<{ detail: string }>`explain query plan
    select * from events where id > 1 and id <= 9 and subject_id = 'x' order by id limit 5`.execute(
    store.database.db,
  );
  expect(rows.map((row) => row.detail)).toEqual([
    'SEARCH events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
  ]);
  await store.close();
});
