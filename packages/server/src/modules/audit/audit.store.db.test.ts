import { databases, fakeClock, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditService } from './audit.service.ts';
import type { Act, AuditService } from './audit.types.ts';

const act: Act = {
  actor: { type: 'user', id: 'user-1' },
  origin: { address: '203.0.113.7', userAgent: 'test', requestId: 'request-1' },
};

describe.each(databases())('the audit log on $name', ({ open }) => {
  let store: TestDatabase;
  let audit: AuditService;
  const clock = fakeClock();

  beforeEach(async () => {
    store = await open();
    const sealer = createSealer('a master key of at least thirty-two characters');
    audit = createAuditService({ database: store.database, clock, newId: createIds(clock), sealer });
  });
  afterEach(() => store.close());

  function recordOne(reason: string): Promise<void> {
    return store.database.write((tx) =>
      audit.record(tx, act, { action: 'user.update', outcome: 'success', details: { reason } }),
    );
  }

  async function recordMany(count: number): Promise<void> {
    for (let index = 1; index <= count; index++) await recordOne(`entry ${String(index)}`);
  }

  /** As an intruder with the database, but without the master key. */
  async function tamper(statement: string): Promise<void> {
    await store.database.write((tx) => sql.raw(statement).execute(tx));
  }

  test('keeps every column, newest first', async () => {
    await recordOne('first');
    clock.advance(1);
    await store.database.write((tx) =>
      audit.record(
        tx,
        { actor: { type: 'system', id: null }, origin: { address: null, userAgent: null, requestId: null } },
        {
          action: 'role.create',
          outcome: 'success',
          target: { type: 'role', id: 'r' },
          details: { b: 1, a: ['x'] },
        },
      ),
    );
    const [second, first] = await audit.list(store.database.db, { limit: 10 });
    expect(first).toMatchObject({
      ...act,
      seq: 1,
      action: 'user.update',
      target: null,
      details: { reason: 'first' },
    });
    expect(second).toMatchObject({
      seq: 2,
      at: clock.nowMs(),
      actor: { type: 'system', id: null },
      target: { type: 'role', id: 'r' },
      details: { a: ['x'], b: 1 },
    });
  });

  test('can be searched by action, actor and target, and paged backwards', async () => {
    await recordMany(5);
    await store.database.write((tx) =>
      audit.record(
        tx,
        { ...act, actor: { type: 'user', id: 'user-2' } },
        { action: 'user.delete', outcome: 'success', target: { type: 'user', id: 'user-3' } },
      ),
    );
    const seqs = async (query: Parameters<AuditService['list']>[1]): Promise<number[]> =>
      (await audit.list(store.database.db, query)).map((entry) => entry.seq);
    expect(await seqs({ limit: 2 })).toEqual([6, 5]);
    expect(await seqs({ limit: 2, before: 5 })).toEqual([4, 3]);
    expect(await seqs({ limit: 9, action: 'user.delete' })).toEqual([6]);
    expect(await seqs({ limit: 9, actorId: 'user-1' })).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({ limit: 9, targetId: 'user-3' })).toEqual([6]);
  });

  test('chains what a hundred writers record at once', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => recordOne(String(index))));
    expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 100 });
  });

  test('has no gap where one of several transactions was undone', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        store.database.write(async (tx) => {
          await audit.record(tx, act, { action: 'user.update', outcome: 'success' });
          if (index % 3 === 0) throw new TypeError('undone');
        }),
      ),
    );
    const recorded = results.filter((result) => result.status === 'fulfilled').length;
    expect(recorded).toBe(13);
    expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 13 });
  });

  test('holds several entries of one transaction', async () => {
    await store.database.write(async (tx) => {
      await audit.record(tx, act, { action: 'user.update', outcome: 'success' });
      await audit.record(tx, act, { action: 'user.delete', outcome: 'success' });
    });
    expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 2 });
  });

  test('verifies what no encoding may change on its way through the database', async () => {
    const odd = 'ÅÅ \u{1f600} \u{d800} \0 "\\ \r\n\t';
    const origin = { address: '::1', userAgent: odd, requestId: odd };
    await store.database.write((tx) =>
      audit.record(
        tx,
        { actor: { type: 'user', id: odd }, origin },
        { action: 'user.update', outcome: 'failure', details: { [odd]: odd, n: -0, f: 1.5, z: null } },
      ),
    );
    expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 1 });
  });

  test('is intact while others append to it, page after page', async () => {
    await store.database.write(async (tx) => {
      for (let index = 0; index < 1_100; index++) {
        await audit.record(tx, act, { action: 'user.update', outcome: 'success' });
      }
    });
    const checked: number[] = [];
    const [report] = await Promise.all([
      audit.verify((seq) => checked.push(seq)),
      ...Array.from({ length: 30 }, (_, index) => recordOne(String(index))),
    ]);
    expect(report.isIntact).toBe(true);
    expect(checked.slice(0, 2)).toEqual([500, 1_000]);
  });

  test('gives a hash of the last entry that an auditor can keep', async () => {
    expect(await audit.verify()).toEqual({ isIntact: true, entries: 0, headHash: '' });
    await recordMany(2);
    const report = await audit.verify();
    expect(report).toMatchObject({
      isIntact: true,
      headHash: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    await recordMany(1);
    expect(await audit.verify()).not.toMatchObject({ headHash: (report as { headHash: string }).headHash });
  });

  test.each([
    ['an edited action', `update audit_entries set action = 'user.create' where seq = 3`, 3],
    ['an edited address', `update audit_entries set address = null where seq = 2`, 2],
    ['edited details', `update audit_entries set details = '{}' where seq = 5`, 5],
    ['details that are not JSON', `update audit_entries set details = 'x' where seq = 5`, 5],
    ['a deletion in the middle', `delete from audit_entries where seq in (3, 4)`, 3],
    ['a deletion at the beginning', `delete from audit_entries where seq = 1`, 1],
    ['a deletion at the end', `delete from audit_entries where seq >= 4`, 4],
    ['a deletion of everything', `delete from audit_entries`, 1],
    ['an entry below the first', `update audit_entries set seq = 0 where seq = 4`, 0],
    ['an entry beyond the head', `update audit_entries set seq = 99 where seq = 5`, 5],
    ['a head set back', `update audit_head set seq = 4`, 6],
    ['a head without seal', `update audit_head set seal = ''`, 6],
    ['no head', `delete from audit_head`, 6],
  ])('finds %s', async (_what, statement, firstBadSeq) => {
    await recordMany(5);
    await tamper(statement);
    expect(await audit.verify()).toMatchObject({ isIntact: false, firstBadSeq });
    // The log can still be read.
    expect(await audit.list(store.database.db, { limit: 10 })).toBeInstanceOf(Array);
  });

  test('finds a cut end even after new entries were recorded on top of it', async () => {
    await recordMany(4);
    await tamper(`delete from audit_entries where seq = 4`);
    await recordMany(2);
    expect(await audit.verify()).toMatchObject({ isIntact: false, firstBadSeq: 4 });
  });

  test('refuses to record anything when its head is gone', async () => {
    await tamper(`delete from audit_head`);
    await expect(recordOne('lost')).rejects.toThrow(/head of the audit chain/);
  });
});

test.each(['action', 'actor_id', 'target_id'])(
  'a search of the audit log by %s uses an index',
  async (column) => {
    const store = await sqliteDatabase();
    const { rows } = await sql<{ detail: string }>`explain query plan
    select * from audit_entries where ${sql.ref(column)} = 'x' and seq < 10 order by seq desc limit 5`.execute(
      store.database.db,
    );
    expect(rows.map((row) => row.detail).join()).toMatch(/USING INDEX audit_entries_/);
    await store.close();
  },
);
