import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as store from './overview.store.ts';

describe.each(databases())('how things stand, on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const addMail = (id: string, failedAt: number | null) =>
    opened.database.write((tx) =>
      tx
        .insertInto('mail_outbox')
        .values({
          ...{ id, template: 'reset', language: 'en', recipient: 'ann@example.com', values_sealed: null },
          ...{ created_at: 1, attempts: 1, next_attempt_at: 1, locked_until: null, sent_at: null },
          ...{ failed_at: failedAt, last_error: null },
        })
        .execute(),
    );

  test('an index serves every count, so that none grows with what is well', async () => {
    const plans = await queryPlans(
      opened.database,
      async (db) => {
        await store.countLiveSessions(db, 1);
        await store.countWaitingMails(db);
        await store.countFailedMails(db, 1);
        await store.countFailedLogouts(db, 1);
        await store.countWebhookEventsFailed(db, 1);
        await store.countAdministrators(db);
        await store.countAdministratorsWithoutFactor(db);
        await store.countDeletionsDueBefore(db, 1);
        await store.countSecretsExpiring(db, 1, 2);
      },
      { isLimitedToIndexes: true },
    );
    const counts = new Map(plans.map(({ sql, plan }) => [sql, plan]));
    expect(counts.size).toBeGreaterThanOrEqual(8);
    for (const [sql, plan] of counts) {
      // What is counted is a result of its own, which is gone through; tables are not.
      const tables = plan.replaceAll(/\bSCAN found\b|SCAN \(subquery-\d+\)/g, '');
      expect(tables, sql).not.toMatch(/\bSCAN (?!\w+ USING (COVERING )?INDEX)|Seq Scan/);
    }
  });

  test('mails that failed lately are counted, and those that wait', async () => {
    const { db } = opened.database;
    await addMail('a', null);
    await addMail('b', 10);
    await addMail('c', 30);
    expect([await store.countFailedMails(db, 20), await store.countWaitingMails(db)]).toEqual([1, 1]);
    expect(await store.countFailedMails(db, 30)).toBe(0);
  });

  test('a new database has no users, some bytes, and every first step before it', async () => {
    const { db, dialect } = opened.database;
    expect(await store.countUsers(db, dialect)).toEqual({ count: 0, isEstimate: false });
    expect(await store.findDatabaseBytes(db, dialect)).toBeGreaterThan(10_000);
    expect(await store.findFirstSteps(db)).toEqual({
      hasService: false,
      hasApplication: false,
      hasOtherUser: false,
    });
  });
});
