import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventService } from './events.service.ts';
import type { EventService } from './events.types.ts';
import { beginEvent } from './open-event.fixture.ts';

// SQLite has one writer at a time: there the first would end before the second begins.
const withManyWriters = databases().filter((database) => database.name === 'postgres');
test.each(withManyWriters)(
  'the outbox on $name never passes over an event that is committed after a later one',
  async ({ open }) => {
    const store = await open();
    const events = createEventService({ clock: fakeClock() });
    let endFirst = (): void => undefined;
    const firstMayEnd = new Promise<void>((resolve) => (endFirst = resolve));
    // The second transaction begins to write before the first, so that its own id is the lower one.
    let beginSecond = (): void => undefined;
    const secondMayGoOn = new Promise<void>((resolve) => (beginSecond = resolve));
    const second = store.database.write(async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx);
      await secondMayGoOn;
      await events.emit(tx, { type: 'user.created', subjectId: 'second' });
    });
    const first = store.database.write(async (tx) => {
      await events.emit(tx, { type: 'user.created', subjectId: 'first' });
      beginSecond();
      await firstMayEnd;
    });
    await second;
    const visible = store.database.db.selectFrom('events').select('id').execute();
    expect(await visible).toEqual([{ id: 2 }]);
    const early = await events.list(store.database.db, { after: 0, limit: 10 });
    expect(early).toEqual({ events: [], last: 0, hasMore: false, asOf: -Infinity });
    endFirst();
    await first;
    const late = await events.list(store.database.db, { after: early.last, limit: 10 });
    expect(late.events.map((event) => event.id)).toEqual([1, 2]);
    await store.close();
  },
);

describe.each(withManyWriters)('while transactions are open, the outbox on $name', ({ open }) => {
  let store: TestDatabase;
  let events: EventService;
  beforeEach(async () => {
    store = await open();
    events = createEventService({ clock: fakeClock() });
  });
  afterEach(() => store.close());

  async function emit(subjectId: string): Promise<void> {
    await store.database.write((tx) => events.emit(tx, { type: 'user.created', subjectId }));
  }

  const begin = (subjectId: string) =>
    beginEvent(store.database, events, { type: 'user.created', subjectId });
  const list = (after: number) => events.list(store.database.db, { after, limit: 10 });

  test('is final as far as it was seen once those have ended who were writing then', async () => {
    const endFirst = await begin('first');
    await emit('second');
    expect(await list(0)).toMatchObject({ events: [], last: 0, asOf: -Infinity });
    const seenBy = performance.now();
    const endThird = await begin('third');
    // The third began later: what was seen before does not wait for it, however often it is looked at.
    expect(await list(0)).toMatchObject({ events: [], last: 0, asOf: -Infinity });
    await endFirst();
    await emit('fourth');
    const page = await list(0);
    expect(page).toMatchObject({ events: [{ subjectId: 'first' }, { subjectId: 'second' }], last: 2 });
    expect(page.asOf).toBeGreaterThan(0);
    expect(page.asOf).toBeLessThan(seenBy);
    const askedAt = performance.now();
    await endThird();
    const rest = await list(page.last);
    expect(rest).toMatchObject({ events: [{ subjectId: 'third' }, { subjectId: 'fourth' }], last: 4 });
    expect(rest.asOf).toBeGreaterThan(askedAt);
  });

  test('has no edge before anything is final, and then keeps the last one that is', async () => {
    const { db } = store.database;
    const endFirst = await begin('first');
    await emit('second');
    await expect(events.settledEdge(db)).rejects.toMatchObject({ code: 'service.unavailable' });
    await endFirst();
    expect(await events.settledEdge(db)).toBe(2);
    const endThird = await begin('third');
    await emit('fourth');
    expect(await events.settledEdge(db)).toBe(2);
    await endThird();
    expect(await events.settledEdge(db)).toBe(4);
  });

  test('believes nothing of what was seen before an older copy took its place', async () => {
    const endFirst = await begin('first');
    await emit('second');
    expect(await list(0)).toMatchObject({ events: [], last: 0 });
    await endFirst();
    await store.database.write(async (tx) => {
      await sql`delete from events`.execute(tx);
      await sql`select setval(pg_get_serial_sequence('events', 'id'), 1, false)`.execute(tx);
    });
    expect(await list(0)).toMatchObject({ events: [], last: 0 });
    const endThird = await begin('third');
    await emit('fourth');
    // Number 2 again, and this time not all that comes before it is there.
    expect(await list(0)).toMatchObject({ events: [], last: 0 });
    await endThird();
    const page = await list(0);
    expect(page.events.map(({ id, subjectId }) => [id, subjectId])).toEqual([
      [1, 'third'],
      [2, 'fourth'],
    ]);
  });

  test('believes nothing of what was seen before the database did not answer', async () => {
    const endFirst = await begin('first');
    await emit('second');
    expect(await list(0)).toMatchObject({ asOf: -Infinity });
    const broken = store.database.write(async (tx) => {
      await sql`alter table events rename to events_elsewhere`.execute(tx);
    });
    await endFirst();
    await broken;
    await expect(list(0)).rejects.toThrow(/events/);
    await store.database.write((tx) => sql`alter table events_elsewhere rename to events`.execute(tx));
    const endThird = await begin('third');
    await emit('fourth');
    // Of the first sight this would have been 2.
    expect(await list(0)).toMatchObject({ events: [], last: 0, asOf: -Infinity });
    await endThird();
    expect(await list(0)).toMatchObject({ last: 4 });
  });
});
