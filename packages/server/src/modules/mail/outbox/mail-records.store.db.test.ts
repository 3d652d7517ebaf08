import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#platform/db/schema.ts';
import {
  findMailRecord,
  forgetFailedValues,
  keepFailedMs,
  listMailRecords,
  updateToResent,
  type MailSearch,
} from './mail-records.store.ts';
import { waiting } from './outbox.fixture.ts';
import { claimMails, consumeFailedAttempt, consumeSent, insertMail } from './outbox.store.ts';
import type { ClaimedMail } from './outbox.table.ts';

const leaseMs = 100;

describe.each(databases())('the records of mails on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.database.write(work);
  const claim = (now: number): Promise<ClaimedMail[]> =>
    write((tx) => claimMails(tx, { now, lockedUntil: now + leaseMs, limit: 10 }));
  const giveUp = (mail: ClaimedMail, now: number): Promise<boolean> =>
    write((tx) => consumeFailedAttempt(tx, mail, { error: 'refused', now, retryAt: null }));
  const resend = (id: string, now: number): Promise<boolean> => write((tx) => updateToResent(tx, id, now));
  const list = async (search: Partial<MailSearch> = {}): Promise<string[]> =>
    (await listMailRecords(store.database.db, { limit: 10, ...search })).map(({ id }) => id);

  async function insert(...ids: string[]): Promise<void> {
    await write(async (tx) => {
      for (const id of ids) await insertMail(tx, waiting(id));
    });
  }

  /** One of each. */
  async function insertOfEach(): Promise<void> {
    await insert('failed', 'sent');
    for (const mail of await claim(0)) {
      if (mail.id === 'failed') await giveUp(mail, 5);
      else await write((tx) => consumeSent(tx, mail.id, { now: 6, keepsValues: false }));
    }
    await insert('waits');
  }

  test('are listed newest first, narrowed, and page by page', async () => {
    await insertOfEach();
    expect(await list()).toEqual(['waits', 'sent', 'failed']);
    expect(await list({ limit: 1, before: 'waits' })).toEqual(['sent']);
    for (const [status, id] of [
      ['waiting', 'waits'],
      ['sent', 'sent'],
      ['failed', 'failed'],
    ] as const) {
      expect(await list({ status })).toEqual([id]);
    }
    expect(await list({ template: 'sign-in-code' })).toHaveLength(3);
    expect(await list({ template: 'invitation' })).toEqual([]);
    expect(await list({ recipient: 'sent@example.com' })).toEqual(['sent']);
    expect(await list({ recipient: 'sent' })).toEqual([]);
  });

  test('say how a mail stands, and nothing of what stands in it', async () => {
    await insertOfEach();
    const found = await findMailRecord(store.database.db, 'failed');
    expect(found).toEqual({
      ...{ id: 'failed', template: 'sign-in-code', language: 'en', recipient: 'failed@example.com' },
      ...{ status: 'failed', createdAt: 0, attempts: 1, nextAttemptAt: null, sentAt: null, failedAt: 5 },
      ...{ lastError: 'refused', resendUntil: 5 + keepFailedMs },
    });
    expect(await findMailRecord(store.database.db, 'nothing')).toBeUndefined();
  });

  test('one that was given up is due again at once, and only once for many that ask', async () => {
    await insertOfEach();
    const asked = await Promise.all(Array.from({ length: 20 }, () => resend('failed', 10)));
    expect(asked).toContain(true);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(10)));
    const claimed = claims.flat().filter(({ id }) => id === 'failed');
    expect(claimed).toEqual([{ ...waiting('failed'), attempts: 2 }]);
  });

  test('neither what was sent, nor what is being sent, nor what is not there is sent again', async () => {
    await insertOfEach();
    expect(await resend('sent', 10)).toBe(false);
    expect(await resend('nothing', 10)).toBe(false);
    await claim(10);
    expect(await resend('waits', 10)).toBe(false);
    expect(await resend('waits', 10 + leaseMs)).toBe(true);
  });

  test('a delivery and a resend at the same time never give one mail to two', async () => {
    for (let round = 0; round < 10; round++) {
      const id = `mail${round}`;
      await insert(id);
      const [first] = await claim(0);
      if (!first) throw new Error('not claimed');
      const [, , claims] = await Promise.all([giveUp(first, 1), resend(id, 1), claim(1)]);
      const more = [...claims, ...(await claim(1))];
      expect(more.length).toBeLessThanOrEqual(1);
      for (const mail of more) await write((tx) => consumeSent(tx, mail.id, { now: 2, keepsValues: false }));
      await resend(id, 2);
      for (const mail of await claim(2)) {
        expect(more).toEqual([]);
        await write((tx) => consumeSent(tx, mail.id, { now: 2, keepsValues: false }));
      }
    }
  });

  test('whoever lost a claim cannot give up what was sent again since', async () => {
    await insert('a');
    const [old] = await claim(0);
    const [current] = await claim(leaseMs);
    if (!old || !current) throw new Error('not claimed');
    await giveUp(current, leaseMs);
    expect(await resend('a', leaseMs + 1)).toBe(true);
    expect(await giveUp(old, leaseMs + 2)).toBe(false);
  });

  test('what stood in those given up is forgotten after its time, and then they are not sent again', async () => {
    await insertOfEach();
    const end = 5 + keepFailedMs;
    expect(await resend('failed', end)).toBe(false);
    expect(await write((tx) => forgetFailedValues(tx, end - 1))).toBe(0);
    expect(await write((tx) => forgetFailedValues(tx, end))).toBe(1);
    expect(await resend('failed', 10)).toBe(false);
    const found = await findMailRecord(store.database.db, 'failed');
    expect(found).toMatchObject({ status: 'failed', resendUntil: null });
    expect((await claim(end)).map(({ id }) => id)).toEqual(['waits']);
  });

  test('are found by indexes', async () => {
    const plans = await queryPlans(
      store.database,
      async (db) => {
        await listMailRecords(db, { limit: 10 });
        await listMailRecords(db, { limit: 10, status: 'failed' });
        await listMailRecords(db, { limit: 10, recipient: 'a@example.com' });
        await listMailRecords(db, { limit: 10, template: 'invitation' });
      },
      { isLimitedToIndexes: true },
    );
    const names = ['mail_outbox', 'mail_outbox', 'mail_outbox_recipient', 'mail_outbox_template'];
    for (const [index, name] of names.entries()) {
      expect(plans[index]!.plan).toContain(name);
      expect(plans[index]!.plan).not.toMatch(/seq scan|SCAN mail_outbox$|TEMP B-TREE|\bSort\b/im);
    }
  });
});
