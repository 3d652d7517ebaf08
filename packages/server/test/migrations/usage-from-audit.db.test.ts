import type { AuditAction } from '@ostiary/contract';
import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditService, type Act, type NewAuditEntry } from '#modules/audit';
import { createBackfillService } from '#platform/db/backfill-service.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';

const hour = 3_600_000;
/** Half past, so that what was before and what came after share an hour. */
const countedFrom = Date.UTC(2026, 9, 1, 12, 30);
const thatHour = Date.UTC(2026, 9, 1, 12);

const act: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

describe.each(databases())('usage from the audit log on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
    const timestamp = new Date(countedFrom).toISOString();
    await store.database.write((tx) =>
      tx.updateTable('kysely_migration').set({ timestamp }).where('name', '=', '0016_console').execute(),
    );
  });
  afterEach(() => store.close());

  const clock = fakeClock();
  const audit = () =>
    createAuditService({
      database: store.database,
      clock,
      newId: createIds(clock),
      sealer: createSealer('a master key of a test that is long enough'),
    });

  async function record(at: number, entries: readonly NewAuditEntry[]): Promise<void> {
    clock.set(at);
    await store.database.write(async (tx) => {
      for (const entry of entries) await audit().record(tx, act, entry);
    });
  }

  const backfill = () =>
    createBackfillService({
      database: store.database,
      clock,
      onBackgroundError: () => undefined,
    });

  async function counts(): Promise<string[]> {
    const rows = await store.database.db.selectFrom('usage_counts').selectAll().execute();
    return rows
      .map((row) => `${String((row.hour - thatHour) / hour)} ${row.name} ${String(row.count)}`)
      .sort();
  }

  const failure = (reason: string): NewAuditEntry => ({
    action: 'session.sign_in',
    outcome: 'failure',
    details: { reason },
  });
  const success = (action: AuditAction): NewAuditEntry => ({ action, outcome: 'success' });

  test('counts by the hour what happened before counting began, and nothing after', async () => {
    await record(countedFrom - 2 * hour, [
      success('session.sign_in'),
      success('session.sign_in'),
      failure('wrong_password'),
      failure('inactive'),
      success('user.update'),
    ]);
    await record(countedFrom - 1, [success('user.sign_up'), success('password.recover')]);
    await record(countedFrom, [success('user.sign_up'), failure('unverified')]);
    // What was counted at the time, after half past.
    await store.database.write((tx) =>
      tx.insertInto('usage_counts').values({ hour: thatHour, name: 'sign_up.succeeded', count: 1 }).execute(),
    );
    expect(await backfill().list()).toMatchObject([{ rowsLeft: 7 }]);
    await backfill().run();
    expect(await counts()).toEqual([
      '-2 sign_in.inactive 1',
      '-2 sign_in.succeeded 2',
      '-2 sign_in.wrong_credentials 1',
      '0 password.recovered 1',
      '0 sign_up.succeeded 2',
    ]);
  });

  test('a log of many batches is counted once', async () => {
    const entry = sql`
      insert into audit_entries (seq, id, at, actor_type, action, outcome, details, prev_hash, hash)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 4500)
      select i, 'e' || i, ${countedFrom - hour}, 'anonymous', 'session.sign_in', 'success', '{}', '', '' from n`;
    await store.database.write((tx) => entry.execute(tx));
    await Promise.all([backfill().run(), backfill().run()]);
    await backfill().run();
    expect(await counts()).toEqual(['-1 sign_in.succeeded 4500']);
  });

  test('a database that was moved meanwhile goes on with when counting began where it came from', async () => {
    await record(countedFrom - hour, [success('session.sign_in')]);
    await record(countedFrom + hour, [success('session.sign_in')]);
    await store.database.write(async (tx) => {
      const timestamp = new Date(countedFrom + 10 * hour).toISOString();
      await tx.updateTable('kysely_migration').set({ timestamp }).execute();
      const begun = { started_at: 1, updated_at: 1, finished_at: null, rows_done: 0 };
      const position = `${String(countedFrom)} 0`;
      await tx
        .insertInto('backfills')
        .values({ name: 'usage-from-audit', position, ...begun })
        .execute();
    });
    await backfill().run();
    expect(await counts()).toEqual(['-1 sign_in.succeeded 1']);
  });

  test('there is nothing to do where counting began with the first entry', async () => {
    await record(countedFrom + hour, [success('session.sign_in')]);
    expect(await backfill().list()).toMatchObject([{ rowsLeft: 0, isFinished: false }]);
    await backfill().run();
    expect(await counts()).toEqual([]);
    expect(await backfill().list()).toMatchObject([{ isFinished: true }]);
  });
});
