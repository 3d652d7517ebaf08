import { databases, queryPlans, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#platform/db/schema.ts';
import { searchEntries } from './audit-search.ts';
import type { ChainRow } from './audit.table.ts';
import type { AuditFilter, AuditPage, AuditPosition, AuditSearch } from './audit.types.ts';

const actions = ['user.create', 'user.update', 'user.delete', 'users', 'session.end', 'role.grant'];
const people = ['ada', 'bert', 'cleo'];
const start = 1_000_000;

/** A fixed sequence that looks like chance. */
function pick<T>(from: readonly T[], seed: number): T {
  return from[((seed * 2_654_435_761) % 4_294_967_296) % from.length]!;
}

/** The clock is set back twice, and stands still at times. */
function timeOf(seq: number): number {
  const setBackMs = seq > 220 ? 90 : seq > 100 ? 60 : 0;
  return start + Math.floor(seq / 2) - setBackMs;
}

function entry(seq: number): ChainRow {
  const hasTarget = seq % 5 !== 0;
  return {
    seq,
    id: `entry-${String(seq)}`,
    at: timeOf(seq),
    actor_type: seq % 7 === 0 ? 'system' : 'user',
    actor_id: seq % 7 === 0 ? null : pick(people, seq),
    action: pick(actions, seq * 3),
    target_type: hasTarget ? pick(['user', 'role'], seq) : null,
    target_id: hasTarget ? pick(people, seq * 11) : null,
    outcome: pick(['success', 'denied'], seq * 17),
    address: null,
    user_agent: null,
    request_id: `request-${String(seq % 40)}`,
    details: '{}',
    prev_hash: '',
    hash: '',
  };
}

const rows = Array.from({ length: 300 }, (_, index) => entry(index + 1));

function isMatch(row: ChainRow, filter: AuditFilter): boolean {
  const { action, from = -Infinity, to = Infinity } = filter;
  const isAction =
    action === undefined ||
    (action.endsWith('.*') ? row.action.startsWith(action.slice(0, -1)) : row.action === action);
  const equal: [string | undefined, string | null][] = [
    [filter.actorId, row.actor_id],
    [filter.actorType, row.actor_type],
    [filter.targetId, row.target_id],
    [filter.targetType, row.target_type],
    [filter.outcome, row.outcome],
    [filter.requestId, row.request_id],
  ];
  const isEqual = equal.every(([asked, is]) => asked === undefined || asked === is);
  return isAction && isEqual && row.at >= from && row.at < to;
}

/** What a search must give, by looking at everything. */
function naive({ order = '-seq', ...filter }: Omit<AuditSearch, 'limit'>): number[] {
  const isByTime = filter.from !== undefined || filter.to !== undefined;
  const found = rows.filter((row) => isMatch(row, filter));
  if (isByTime) found.sort((a, b) => a.at - b.at || a.seq - b.seq);
  const seqs = found.map((row) => row.seq);
  return order === 'seq' ? seqs : seqs.reverse();
}

async function populate(store: TestDatabase): Promise<void> {
  await store.database.write((tx) => tx.insertInto('audit_entries').values(rows).execute());
}

const optional = <T>(from: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...from), { nil: undefined });
const time = fc.option(fc.integer({ min: start - 50, max: start + 170 }), { nil: undefined });
const searches = fc.record({
  actorId: optional([...people, 'nobody']),
  targetId: optional([...people, 'nobody']),
  action: optional([...actions, 'user.*', 'session.*', 'nothing.*']),
  actorType: optional(['user', 'system']),
  targetType: optional(['user', 'role']),
  outcome: optional(['success', 'denied']),
  requestId: optional(['request-3']),
  from: time,
  to: time,
  order: optional(['seq', '-seq'] as const),
});

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

describe.each(databases())('a search of the audit log on $name', ({ open }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await open();
    await populate(store);
  });
  afterAll(() => store.close());

  async function walk(search: AuditSearch, maxLookedAt: number): Promise<AuditPage[]> {
    const pages: AuditPage[] = [];
    let after: AuditPosition | null = null;
    do {
      const page = await searchEntries(
        store.database.db,
        { ...search, ...(after && { after }) },
        maxLookedAt,
      );
      pages.push(page);
      after = page.next;
    } while (after && pages.length < 1_000);
    return pages;
  }

  test('misses and repeats nothing, in order, whatever the filter, the page and the part looked at', async () => {
    const sizes = fc.record({
      limit: fc.integer({ min: 1, max: 40 }),
      looked: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(searches, sizes, async (asked, { limit, looked }) => {
        const search = given(asked);
        const pages = await walk({ ...search, limit }, looked);
        expect(pages.flatMap((page) => page.entries.map((one) => one.seq))).toEqual(naive(search));
        expect(Math.max(...pages.map((page) => page.entries.length))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 150 },
    );
  });

  test('gives a short page with a next one when nothing was found among those looked at', async () => {
    const page = await searchEntries(store.database.db, { requestId: 'request-3', limit: 5 }, 10);
    expect(page).toEqual({ entries: [], next: { seq: 291, at: null } });
  });

  test('finds what was recorded within a span after the clock had been set back', async () => {
    const span = { from: timeOf(95), to: timeOf(99) + 1 };
    const [page] = await walk({ ...span, order: 'seq', limit: 200 }, 2_000);
    const seqs = page?.entries.map((one) => one.seq) ?? [];
    expect(seqs).toEqual(expect.arrayContaining([95, 99, 215, 219]));
    expect(seqs).toEqual(naive({ ...span, order: 'seq' }));
  });
});

async function plansOf({ database }: TestDatabase, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  return (await queryPlans(database, work)).map(({ plan }) => plan);
}

describe('the plans of a search', () => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await sqliteDatabase();
    await populate(store);
  });
  afterAll(() => store.close());

  const after = { seq: 200, at: null };
  const position = { seq: 190, at: start + 90 };
  const byTime = { from: start, to: start + 100 };
  const primary = 'SEARCH audit_entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)';
  const within = (index: string, keys: string): string =>
    `SEARCH audit_entries USING INDEX audit_entries_${index} (${keys})`;
  const covered = (index: string, keys: string): string =>
    `SEARCH audit_entries USING COVERING INDEX audit_entries_${index} (${keys})`;

  test.each<[string, AuditFilter & { after?: AuditPosition }, string]>([
    ['everything', { after }, 'SEARCH audit_entries USING INTEGER PRIMARY KEY (rowid<?)'],
    ['an actor', { actorId: 'ada', after }, within('actor', 'actor_id=? AND seq<?')],
    ['a target', { targetId: 'ada', after }, within('target', 'target_id=? AND seq<?')],
    ['an action', { action: 'users', after }, within('action', 'action=? AND seq<?')],
    ['an outcome', { outcome: 'denied', after }, primary],
    [
      'an actor and outcome',
      { actorId: 'ada', outcome: 'denied', after },
      within('actor', 'actor_id=? AND seq>? AND seq<?'),
    ],
    ['a span', byTime, within('at', 'at>? AND at<?')],
    ['a span and outcome', { ...byTime, outcome: 'denied' }, within('at', 'at>? AND at<?')],
    ['a span from a position', { ...byTime, after: position }, within('at', 'at>? AND at<?')],
    [
      'a span and outcome from a position',
      { ...byTime, outcome: 'denied', after: position },
      within('at', 'at>? AND at<?'),
    ],
  ])('of %s walk along one index, without sorting', async (_what, search, expected) => {
    const plans = await plansOf(store, (db) => searchEntries(db, { ...search, limit: 5 }, 20));
    expect(plans.at(-1)).toBe(expected);
    expect(plans.join()).not.toContain('TEMP B-TREE');
  });

  test('of two keys count each of them by its index, and walk along the one with fewer entries', async () => {
    const search = { actorId: 'ada', action: 'role.grant', limit: 5 };
    const plans = await plansOf(store, (db) => searchEntries(db, search, 20));
    expect(plans.slice(0, 2).join()).toContain(covered('actor', 'actor_id=?'));
    expect(plans.slice(0, 2).join()).toContain(covered('action', 'action=?'));
    expect(plans.at(-1)).toMatch(/^SEARCH audit_entries USING INDEX audit_entries_(actor|action) \(/);
  });

  test('of a noun read a bounded part of each of its actions', async () => {
    const search = { action: 'user.*', limit: 5 };
    const plans = await plansOf(store, (db) => searchEntries(db, search, 20));
    expect(plans[0]).not.toMatch(/SCAN audit_entries/);
    expect(plans.slice(1, -1)).toEqual(Array<string>(3).fill(covered('action', 'action=?')));
    expect(plans.at(-1)).toContain(within('action', 'action=? AND seq>?'));
  });

  test('of a key with few entries within a span sort only those', async () => {
    const search = { ...byTime, actorId: 'ada', limit: 5 };
    const few = await plansOf(store, (db) => searchEntries(db, search, 2_000));
    expect(few.at(-1)).toMatch(/USING INDEX audit_entries_actor \(actor_id=\?\)/);
    const next = { ...search, after: position };
    const later = await plansOf(store, (db) => searchEntries(db, next, 2_000));
    expect(later.at(-1)).toMatch(/USING INDEX audit_entries_actor \(actor_id=\?\)/);
    const many = await plansOf(store, (db) => searchEntries(db, search, 20));
    expect(many.at(-1)).toMatch(/USING INDEX audit_entries_at \(/);
  });

  test('of a part of a span look up both its ends, not those of the span', async () => {
    const search = { ...byTime, outcome: 'denied', after: position, limit: 5 };
    const queries = await queryPlans(store.database, (db) => searchEntries(db, search, 20));
    const sql = queries.at(-1)?.sql ?? '';
    // SQLite uses one condition for each end of an index: whichever it takes must be the narrow one.
    expect(sql.match(/\("at", seq\) (<|>=) /g)).toEqual(['("at", seq) < ', '("at", seq) >= ']);
    expect(sql.match(/\("at" \+ 0\) (<|>=) /g)).toEqual(['("at" + 0) >= ', '("at" + 0) < ']);
    expect(sql).not.toMatch(/"at" (<|>)/);
  });
});

test('a search for a noun stops where the first of its actions has had its part', async () => {
  const store = await sqliteDatabase();
  await populate(store);
  const search = { action: 'user.*', requestId: 'nobody’s', limit: 5 };
  const page = await searchEntries(store.database.db, search, 30);
  const tenth = ['user.create', 'user.update', 'user.delete'].map(
    (action) => naive({ action })[30 / 3 - 1] ?? Number.NaN,
  );
  expect(new Set(tenth).size).toBe(3);
  expect(page).toEqual({ entries: [], next: { seq: Math.max(...tenth), at: null } });
  await store.close();
});
