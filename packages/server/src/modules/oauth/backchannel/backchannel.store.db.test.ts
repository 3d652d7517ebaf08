import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db, Tx } from '#platform/db/schema.ts';
import { notice, notices } from './backchannel.fixture.ts';
import {
  claimLogouts,
  consumeDelivered,
  consumeFailedAttempt,
  enqueueLogouts,
  pruneLogouts,
  type LogoutClaim,
} from './backchannel.store.ts';
import type { Logout, NewLogout } from './backchannel.table.ts';

const uri = 'https://app.example/logout';
const leaseMs = 100;
const dayMs = 24 * 60 * 60 * 1000;

describe.each(databases())('back-channel logouts on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.database.write(work);
  const enqueue = (logouts: NewLogout[], now = 0) => write((tx) => enqueueLogouts(tx, logouts, now));
  const claim = (now: number, changes: Partial<LogoutClaim> = {}): Promise<Logout[]> =>
    write((tx) =>
      claimLogouts(tx, { now, lockedUntil: now + leaseMs, limit: 10, exceptClientIds: [], ...changes }),
    );
  const count = async (): Promise<number> =>
    (await store.database.db.selectFrom('backchannel_logouts').select('id').execute()).length;

  async function claimOne(now: number): Promise<Logout> {
    const [claimed, ...more] = await claim(now);
    if (!claimed || more.length > 0) throw new Error('not one');
    return claimed;
  }

  test('of many that claim one notice at once, one does', async () => {
    await enqueue([notice(uri)]);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(0)));
    expect(claims.flat()).toEqual([{ ...notice(uri), id: expect.any(String) as string, attempts: 1 }]);
  });

  test('many that claim many at once share them', async () => {
    await enqueue(notices(60, 'shop', uri));
    const claimed: string[] = [];
    while (claimed.length < 60) {
      const claims = await Promise.all(Array.from({ length: 20 }, () => claim(0, { limit: 5 })));
      expect(claims.flat().length).toBeGreaterThan(0);
      for (const one of claims) expect(one.length).toBeLessThanOrEqual(5);
      claimed.push(...claims.flat().map(({ id }) => id));
    }
    expect(new Set(claimed).size).toBe(60);
    expect(await claim(0)).toEqual([]);
  });

  test('what was claimed and left is claimed again when its lease is over', async () => {
    await enqueue([notice(uri)]);
    const first = await claimOne(0);
    expect(await claim(leaseMs - 1)).toEqual([]);
    const again = await Promise.all(Array.from({ length: 20 }, () => claim(leaseMs)));
    expect(again.flat()).toEqual([{ ...first, attempts: 2 }]);
  });

  test('the longest due comes first, and clients that are to wait are left out', async () => {
    await enqueue([notice(uri, { clientId: 'late' })], 3);
    await enqueue([notice(uri, { clientId: 'early' })], 1);
    await enqueue([notice(uri, { clientId: 'middle' })], 2);
    expect(await claim(0)).toEqual([]);
    const claimedFrom = async (changes: Partial<LogoutClaim>): Promise<string[]> =>
      (await claim(3, changes)).map(({ clientId }) => clientId);
    expect(await claimedFrom({ limit: 1, exceptClientIds: ['early', 'nobody'] })).toEqual(['middle']);
    expect(await claimedFrom({ limit: 1 })).toEqual(['early']);
    expect(await claimedFrom({})).toEqual(['late']);
  });

  test('a failed attempt waits for its time, then is claimed anew', async () => {
    await enqueue([notice(uri)]);
    const first = await claimOne(0);
    const failed = { error: 'HTTP status 500', now: 10, retryAt: 1_000 };
    expect(await write((tx) => consumeFailedAttempt(tx, first, failed))).toBe(true);
    expect(await claim(999)).toEqual([]);
    expect(await claimOne(1_000)).toEqual({ ...first, attempts: 2 });
  });

  test('what is delivered or given up is never claimed again', async () => {
    await enqueue([notice(uri, { clientId: 'told' }), notice(uri, { clientId: 'gone' })]);
    const claimed = await claim(0);
    const [told, gone] = ['told', 'gone'].map((id) => claimed.find(({ clientId }) => clientId === id)!);
    expect(await write((tx) => consumeDelivered(tx, told!.id, 5))).toBe(true);
    const failed = { error: 'HTTP status 404', now: 6, retryAt: null };
    expect(await write((tx) => consumeFailedAttempt(tx, gone!, failed))).toBe(true);
    expect(await claim(leaseMs * dayMs)).toEqual([]);
    const rows = await store.database.db
      .selectFrom('backchannel_logouts')
      .select(['client_id', 'done_at', 'failed_at', 'locked_until', 'last_error'])
      .orderBy('client_id')
      .execute();
    expect(rows).toEqual([
      { client_id: 'gone', done_at: null, failed_at: 6, locked_until: null, last_error: 'HTTP status 404' },
      { client_id: 'told', done_at: 5, failed_at: null, locked_until: null, last_error: null },
    ]);
  });

  test('whose lease is over cannot say that it failed, only that it was delivered, once', async () => {
    await enqueue([notice(uri)]);
    const old = await claimOne(0);
    const current = await claimOne(leaseMs);
    const failed = { error: 'It took too long.', now: leaseMs, retryAt: null };
    expect(await write((tx) => consumeFailedAttempt(tx, old, failed))).toBe(false);
    const delivered = await Promise.all(
      Array.from({ length: 20 }, () => write((tx) => consumeDelivered(tx, old.id, leaseMs))),
    );
    expect(delivered.filter(Boolean)).toHaveLength(1);
    expect(await write((tx) => consumeFailedAttempt(tx, current, failed))).toBe(false);
  });

  test('a client is told once of each session, however often that is asked for', async () => {
    await enqueue([notice(uri), notice(uri, { sessionId: 'session-2' })]);
    await enqueue([notice(uri), notice(uri), notice(uri, { clientId: 'other' })]);
    expect(await count()).toBe(3);
    // Neither text ends where the other begins.
    await enqueue([
      notice(uri, { sessionId: 'a', clientId: 'bc' }),
      notice(uri, { sessionId: 'ab', clientId: 'c' }),
    ]);
    expect(await count()).toBe(5);
    await Promise.all(Array.from({ length: 20 }, () => enqueue([notice(uri, { sessionId: 'raced' })])));
    expect(await count()).toBe(6);
  });

  test('any number is enqueued, none included, and nothing of a transaction that is undone', async () => {
    await enqueue([]);
    await enqueue(notices(1_201, 'shop', uri));
    expect(await count()).toBe(1_201);
    const undone = write(async (tx) => {
      await enqueueLogouts(tx, [notice(uri, { sessionId: 'undone' })], 0);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await count()).toBe(1_201);
  });

  test('a week after they were made, those that are over are deleted', async () => {
    await enqueue(['told', 'gone', 'open'].map((clientId) => notice(uri, { clientId })));
    const claimed = await claim(0);
    for (const logout of claimed) {
      if (logout.clientId === 'told') await write((tx) => consumeDelivered(tx, logout.id, 1));
      const failed = { error: 'x', now: 1, retryAt: logout.clientId === 'gone' ? null : 2 };
      await write((tx) => consumeFailedAttempt(tx, logout, failed));
    }
    expect(await write((tx) => pruneLogouts(tx, 7 * dayMs))).toBe(0);
    expect(await write((tx) => pruneLogouts(tx, 7 * dayMs + 1))).toBe(2);
    expect((await claimOne(7 * dayMs)).clientId).toBe('open');
  });

  test('claiming and pruning look at what is due and old, not at everything', async () => {
    const { database } = store;
    const explain = (within: Db) =>
      queryPlans(
        { ...database, db: within },
        async (db) => {
          const tx = db as Tx;
          await claimLogouts(tx, { now: 1, lockedUntil: 2, limit: 4, exceptClientIds: ['busy'] });
          await pruneLogouts(tx, 8 * dayMs);
        },
        { isLimitedToIndexes: true },
      );
    // SQLite writes nowhere but in a transaction; for PostgreSQL the plans open one.
    const all = await (database.dialect === 'sqlite' ? write(explain) : explain(database.db));
    // The slice that is deleted is planned by itself as well.
    const plans = all.filter(({ sql }) => !sql.startsWith('select'));
    expect(plans).toHaveLength(2);
    expect(plans[0]!.plan).toContain('backchannel_logouts_due');
    expect(plans[1]!.plan).toContain('backchannel_logouts_created_at');
    for (const { plan } of plans) expect(plan).not.toMatch(/seq scan|SCAN backchannel_logouts\b/i);
  });
});
