import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventService } from './events.service.ts';

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
});
