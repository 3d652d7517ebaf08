import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db, Tx } from '#platform/db/schema.ts';
import { waiting } from './outbox.fixture.ts';
import {
  claimMails,
  consumeFailedAttempt,
  consumeSent,
  deleteMailsBefore,
  extendClaim,
  insertMail,
  listReadableMails,
} from './outbox.store.ts';
import type { ClaimedMail, StoredMail } from './outbox.table.ts';

const leaseMs = 100;

describe.each(databases())('the outbox on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.database.write(work);
  const insert = (...mails: StoredMail[]) =>
    write(async (tx) => {
      for (const mail of mails) await insertMail(tx, mail);
    });
  const claim = (now: number, limit = 10): Promise<ClaimedMail[]> =>
    write((tx) => claimMails(tx, { now, lockedUntil: now + leaseMs, limit }));
  const sent = (id: string, now: number, keepsValues = false): Promise<boolean> =>
    write((tx) => consumeSent(tx, id, { now, keepsValues }));
  const failed = (mail: ClaimedMail, now: number, retryAt: number | null): Promise<boolean> =>
    write((tx) => consumeFailedAttempt(tx, mail, { error: 'refused', now, retryAt }));
  const row = (id: string) =>
    store.database.db.selectFrom('mail_outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  async function claimOne(now: number): Promise<ClaimedMail> {
    const [claimed, ...more] = await claim(now);
    if (!claimed || more.length > 0) throw new Error('not one');
    return claimed;
  }

  test('of many that claim one mail at once, one does', async () => {
    await insert(waiting('a', { language: 'de' }));
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(0)));
    expect(claims.flat()).toEqual([{ ...waiting('a', { language: 'de' }), attempts: 1 }]);
  });

  test('many that claim many at once share them', async () => {
    await insert(...Array.from({ length: 60 }, (_, index) => waiting(`m${index}`)));
    const claimed: string[] = [];
    while (claimed.length < 60) {
      const claims = await Promise.all(Array.from({ length: 20 }, () => claim(0, 5)));
      expect(claims.flat().length).toBeGreaterThan(0);
      for (const one of claims) expect(one.length).toBeLessThanOrEqual(5);
      claimed.push(...claims.flat().map(({ id }) => id));
    }
    expect(new Set(claimed).size).toBe(60);
    expect(await claim(0)).toEqual([]);
  });

  test('the longest due comes first, and none before its time', async () => {
    await insert(waiting('late', { createdAt: 3 }), waiting('early', { createdAt: 1 }));
    expect(await claim(0)).toEqual([]);
    expect((await claim(3, 1)).map(({ id }) => id)).toEqual(['early']);
    expect((await claim(3, 1)).map(({ id }) => id)).toEqual(['late']);
  });

  test('what was claimed and left is claimed again when its lease is over, by one', async () => {
    await insert(waiting('a'));
    const first = await claimOne(0);
    expect(await claim(leaseMs - 1)).toEqual([]);
    const again = await Promise.all(Array.from({ length: 20 }, () => claim(leaseMs)));
    expect(again.flat()).toEqual([{ ...first, attempts: 2 }]);
  });

  test('a claim is kept as long as it is extended, by who has it', async () => {
    await insert(waiting('a'));
    const first = await claimOne(0);
    expect(await write((tx) => extendClaim(tx, first, 2 * leaseMs))).toBe(true);
    expect(await claim(2 * leaseMs - 1)).toEqual([]);
    const second = await claimOne(2 * leaseMs);
    expect(await write((tx) => extendClaim(tx, first, 9 * leaseMs))).toBe(false);
    expect(await write((tx) => extendClaim(tx, second, 4 * leaseMs))).toBe(true);
    await sent('a', 3 * leaseMs);
    expect(await write((tx) => extendClaim(tx, second, 9 * leaseMs))).toBe(false);
    expect(await row('a')).toMatchObject({ locked_until: null });
  });

  test('a failed attempt waits for its time with what stands in it, then is claimed anew', async () => {
    await insert(waiting('a'));
    const first = await claimOne(0);
    expect(await failed(first, 10, 1_000)).toBe(true);
    expect(await row('a')).toMatchObject({ last_error: 'refused', locked_until: null, failed_at: null });
    expect(await claim(999)).toEqual([]);
    expect(await claimOne(1_000)).toEqual({ ...first, attempts: 2 });
  });

  test('what is sent or given up is never claimed again, and what stood in what was sent is forgotten', async () => {
    await insert(waiting('sent'), waiting('gone'), waiting('shown'));
    for (const mail of await claim(0)) {
      if (mail.id === 'gone') expect(await failed(mail, 6, null)).toBe(true);
      else expect(await sent(mail.id, 5, mail.id === 'shown')).toBe(true);
    }
    expect(await claim(1_000 * leaseMs)).toEqual([]);
    const ends = { attempts: 1, locked_until: null };
    const forgotten = { ...ends, values_sealed: null };
    expect(await row('sent')).toMatchObject({ ...forgotten, sent_at: 5, failed_at: null, last_error: null });
    expect(await row('gone')).toMatchObject({
      ...{ ...ends, values_sealed: 'sealed values of gone' },
      ...{ sent_at: null, failed_at: 6 },
    });
    expect(await row('shown')).toMatchObject({ ...ends, values_sealed: 'sealed values of shown' });
  });

  test('whose lease is over cannot say that it failed, only that it was sent, once', async () => {
    await insert(waiting('a'));
    const old = await claimOne(0);
    const current = await claimOne(leaseMs);
    expect(await failed(old, leaseMs, null)).toBe(false);
    const told = await Promise.all(Array.from({ length: 20 }, () => sent('a', leaseMs)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await failed(current, leaseMs, null)).toBe(false);
  });

  test('nothing of a transaction that is undone is sent', async () => {
    const undone = write(async (tx) => {
      await insertMail(tx, waiting('a'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await claim(0)).toEqual([]);
  });

  test('the newest that can still be read are listed, however they stand', async () => {
    await insert(...[1, 2, 3, 4].map((at) => waiting(`m${at}`, { createdAt: at })));
    await claim(9);
    await sent('m4', 9, false);
    await sent('m3', 9, true);
    const listed = async (limit: number): Promise<string[]> =>
      (await listReadableMails(store.database.db, limit)).map(({ id }) => id);
    expect(await listed(10)).toEqual(['m3', 'm2', 'm1']);
    expect(await listed(2)).toEqual(['m3', 'm2']);
  });

  test('those that were made before a time are deleted', async () => {
    await insert(waiting('old', { createdAt: 1 }), waiting('new', { createdAt: 2 }));
    expect(await write((tx) => deleteMailsBefore(tx, 2))).toBe(1);
    expect((await claim(9)).map(({ id }) => id)).toEqual(['new']);
  });

  test('claiming and deleting look at what is due and old, not at everything', async () => {
    const { database } = store;
    const explain = (within: Db) =>
      queryPlans(
        { ...database, db: within },
        async (db) => {
          const tx = db as Tx;
          await claimMails(tx, { now: 1, lockedUntil: 2, limit: 4 });
          await deleteMailsBefore(tx, 1);
        },
        { isLimitedToIndexes: true },
      );
    // SQLite writes nowhere but in a transaction; for PostgreSQL the plans open one.
    const all = await (database.dialect === 'sqlite' ? write(explain) : explain(database.db));
    // The slice that is deleted is planned by itself as well.
    const plans = all.filter(({ sql }) => !sql.startsWith('select'));
    expect(plans).toHaveLength(2);
    expect(plans[0]!.plan).toContain('mail_outbox_due');
    expect(plans[1]!.plan).toContain('mail_outbox_created_at');
    for (const { plan } of plans) expect(plan).not.toMatch(/seq scan|SCAN mail_outbox\b/i);
  });
});
