import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#platform/db/schema.ts';
import type { UserRow } from '../users.table.ts';
import { listUsers, type ListingBounds } from './listing.ts';
import type { UserFilter, UserListQuery, UserOrdering } from './listing.types.ts';

const seed = 20_261_124;
/** So small that every page comes to them. */
const tight: ListingBounds = { maxLookedAt: 7, maxSorted: 5 };
const groupId = 'group-1';
const roleId = 'role-1';

interface Somebody extends UserRow {
  hasRole: boolean;
  isMember: boolean;
}

const idAt = (index: number): string => `019b6ad4-3c00-7000-8000-${String(index).padStart(12, '0')}`;

const flag = fc.constantFrom(0, 0, 0, 1);
/** Letters that JavaScript and databases would put in different orders, and few enough to meet again. */
const key = fc.string({
  unit: fc.constantFrom('a', 'b', 'ue', '\ue000', '\u{20bb7}'),
  minLength: 1,
  maxLength: 4,
});

const somebody = fc.record({
  email: fc.option(key),
  username: fc.option(key),
  isSame: fc.constantFrom(true, false, false),
  is_active: fc.constantFrom(1, 1, 1, 0),
  is_staff: flag,
  is_superuser: flag,
  hasRole: fc.boolean(),
  isMember: fc.constantFrom(true, false, false),
});

const people = fc.array(somebody, { minLength: 90, maxLength: 90 }).map((drafts): Somebody[] => {
  const seen = new Set<string>();
  const unique = (kind: string, text: string | null): string | null => {
    if (text === null || seen.has(kind + text)) return null;
    seen.add(kind + text);
    return text;
  };
  return drafts.map(({ email, username, isSame, hasRole, isMember, ...flags }, index) => {
    const emailKey = unique('e', email);
    const usernameKey = unique('u', isSame && emailKey !== null ? emailKey : username);
    return {
      ...flags,
      id: idAt(index),
      external_id: index % 3 === 0 ? `x${index}` : null,
      email: emailKey,
      email_key: emailKey,
      email_verified_at: null,
      username: usernameKey,
      username_key: usernameKey,
      first_name: '',
      last_name: '',
      phone: null,
      created_at: 1,
      updated_at: 1,
      last_sign_in_at: null,
      version: 1,
      hasRole,
      isMember,
    };
  });
});

async function insertAll(database: TestDatabase['database'], all: Somebody[]): Promise<void> {
  await database.write(async (tx) => {
    await sql`insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
      values (${roleId}, 'r', 'r', '', 0, 1, 1)`.execute(tx);
    await sql`insert into ${sql.table('groups')} (id, name, name_key, description, created_at)
      values (${groupId}, 'g', 'g', '', 1)`.execute(tx);
    for (const { hasRole, isMember, ...row } of all) {
      await tx.insertInto('users').values(row).execute();
      if (hasRole) await tx.insertInto('user_roles').values({ user_id: row.id, role_id: roleId }).execute();
      if (isMember) {
        await tx.insertInto('user_groups').values({ user_id: row.id, group_id: groupId }).execute();
      }
    }
  });
}

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The same list without any database: filtered, placed, sorted. */
function naive(all: Somebody[], { by, isDescending }: UserOrdering, filter: UserFilter): string[] {
  const { search, login } = filter;
  const isIn = (wanted: boolean | undefined, column: number): boolean =>
    wanted === undefined || wanted === (column === 1);
  const matching = (one: Somebody): string[] =>
    [one.email_key, one.username_key]
      .filter((text) => text !== null)
      .filter((text) => text.startsWith(search ?? ''));
  const placed = all
    .filter((one) => isIn(filter.isActive, one.is_active) && isIn(filter.isStaff, one.is_staff))
    .filter((one) => isIn(filter.isSuperuser, one.is_superuser))
    .filter((one) => filter.ids === undefined || filter.ids.includes(one.id))
    .filter((one) => filter.externalId === undefined || one.external_id === filter.externalId)
    .filter((one) => login === undefined || one.username_key === login)
    .filter((one) => filter.roleId === undefined || one.hasRole)
    .filter((one) => filter.groupId === undefined || one.isMember)
    .filter((one) => search === undefined || matching(one).length > 0)
    .map((one) => {
      const [match = null] = matching(one).sort(bytes);
      const place = { created_at: one.id, email: one.email_key, username: one.username_key, match }[by];
      return { id: one.id, place };
    })
    .filter(({ place }) => place !== null)
    .sort((a, b) => bytes(a.place ?? '', b.place ?? '') || bytes(a.id, b.id))
    .map(({ id }) => id);
  return isDescending ? placed.reverse() : placed;
}

async function allPages(
  db: Db,
  query: Omit<UserListQuery, 'after'>,
  bounds: ListingBounds,
): Promise<{ ids: string[]; sizes: number[] }> {
  const ids: string[] = [];
  const sizes: number[] = [];
  let after: UserListQuery['after'];
  do {
    const page = await listUsers(db, { ...query, ...(after && { after }) }, bounds);
    ids.push(...page.users.map((user) => user.id));
    sizes.push(page.users.length);
    after = page.next ?? undefined;
    if (sizes.length > 500) throw new Error('The list does not end');
  } while (after);
  return { ids, sizes };
}

const orderings: fc.Arbitrary<UserOrdering> = fc.record({
  by: fc.constantFrom('created_at', 'email', 'username'),
  isDescending: fc.boolean(),
});

const filters: fc.Arbitrary<UserFilter> = fc.record(
  {
    search: fc.string({ unit: fc.constantFrom('a', 'b', 'ue', '\u{20bb7}'), minLength: 1, maxLength: 2 }),
    login: fc.constantFrom('a', 'b', 'ab', 'bb'),
    ids: fc.array(fc.nat(100).map(idAt), { minLength: 1, maxLength: 8 }),
    externalId: fc.constantFrom('x0', 'x3', 'x1', 'X3'),
    isActive: fc.boolean(),
    isStaff: fc.boolean(),
    isSuperuser: fc.boolean(),
    roleId: fc.constant(roleId),
    groupId: fc.constant(groupId),
  },
  { requiredKeys: [] },
);

/** Fewer filters at a time, since all together leave nobody. */
const someFilters = fc
  .tuple(
    filters,
    fc.subarray(
      [
        'ids',
        'search',
        'login',
        'externalId',
        'isActive',
        'isStaff',
        'isSuperuser',
        'roleId',
        'groupId',
      ] as const,
      { maxLength: 3 },
    ),
  )
  .map(([filter, kept]) => {
    const chosen = Object.entries(filter).filter(([name]) => (kept as string[]).includes(name));
    return Object.fromEntries(chosen);
  });

describe.each(databases())('lists of users on $name', ({ open }) => {
  let store: TestDatabase;
  let everybody: Somebody[];

  beforeAll(async () => {
    store = await open();
    everybody = fc.sample(people, { seed, numRuns: 1 }).flat();
    await insertAll(store.database, everybody);
  });
  afterAll(() => store.close());

  test('pages miss and repeat nobody, in every order under every filter', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        someFilters,
        orderings,
        fc.record({ limit: fc.integer({ min: 1, max: 9 }), isTight: fc.boolean(), isMatch: fc.boolean() }),
        async (filter, asked, { limit, isTight, isMatch }) => {
          const byMatch = isMatch && filter.search !== undefined;
          const ordering: UserOrdering = byMatch ? { by: 'match', isDescending: false } : asked;
          const bounds = isTight ? tight : { maxLookedAt: 1000, maxSorted: 1000 };
          const { ids, sizes } = await allPages(store.database.db, { ordering, filter, limit }, bounds);
          expect(ids).toEqual(naive(everybody, ordering, filter));
          expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
        },
      ),
      { seed, numRuns: 400 },
    );
  });

  test('a page looks at so many rows at most, and says where to go on', async () => {
    const query: UserListQuery = {
      ordering: { by: 'username', isDescending: false },
      filter: { roleId, groupId, isActive: true },
      limit: 9,
    };
    const { ids, sizes } = await allPages(store.database.db, query, tight);
    expect(sizes.slice(0, -1).some((size) => size < 9)).toBe(true);
    expect(ids).toEqual(naive(everybody, query.ordering, query.filter));
  });

  test.each(['a\0', '\ud800'])('%j is nobody, by whatever it is asked for', async (text) => {
    for (const filter of [{ search: text }, { login: text }, { externalId: text }]) {
      const query: UserListQuery = { ordering: { by: 'created_at', isDescending: false }, filter, limit: 5 };
      expect(await listUsers(store.database.db, query)).toEqual({ users: [], next: null });
    }
  });

  test('a search of spaces is no search', async () => {
    const query: UserListQuery = {
      ordering: { by: 'match', isDescending: false },
      filter: { search: '  ' },
      limit: 100,
    };
    const named = everybody.filter((one) => one.email_key !== null || one.username_key !== null);
    expect((await listUsers(store.database.db, query)).users).toHaveLength(named.length);
  });
});

describe.each(databases())('plans of lists of users on $name', ({ name, open }) => {
  let store: TestDatabase;
  const population = 20_000;

  beforeAll(async () => {
    store = await open();
    const { dialect } = store.database;
    const numbers =
      dialect === 'postgres'
        ? sql`generate_series(1, ${sql.lit(population)}) as n(i)`
        : sql`(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(population)}) select i from n) as n`;
    await insertAll(store.database, []);
    await store.database.write(async (tx) => {
      await sql`insert into users (id, external_id, email, email_key, username, username_key, first_name, last_name,
          is_active, is_staff, is_superuser, created_at, updated_at)
        select 'u' || (1000000 + i), 'x' || i, 'u' || i, 'u' || (i * 7919 % 20011) || '-' || i, 'n' || i,
          'n' || (i * 104729 % 20021) || '-' || i, '', '', case when i % 50 = 0 then 0 else 1 end,
          case when i % 100 = 0 then 1 else 0 end, case when i % 500 = 0 then 1 else 0 end, i, i
        from ${numbers}`.execute(tx);
      await sql`insert into user_roles (user_id, role_id) select id, ${roleId} from users`.execute(tx);
      await sql`insert into user_groups (user_id, group_id)
        select id, ${groupId} from users where created_at % 10 = 0`.execute(tx);
    });
    await sql`${sql.raw(dialect === 'postgres' ? 'vacuum analyze' : 'select 1')}`.execute(store.database.db);
  }, 60_000);
  afterAll(() => store.close());

  const orderings: UserOrdering[] = (['created_at', 'email', 'username'] as const).flatMap((by) => [
    { by, isDescending: false },
    { by, isDescending: true },
  ]);
  const match: UserOrdering = { by: 'match', isDescending: false };
  const filters: UserFilter[] = [
    {},
    { search: 'u1' },
    { search: 'n20' },
    { login: 'n7' },
    { externalId: 'x7' },
    { ids: [idAt(3), idAt(7)] },
    { isActive: false },
    { isActive: true },
    { isStaff: true },
    { isStaff: false, roleId },
    { isSuperuser: true },
    { roleId },
    { groupId },
    { roleId, groupId, search: 'n' },
  ];

  test('every one goes by indexes: no table is scanned or sorted', { timeout: 60_000 }, async () => {
    for (const filter of filters) {
      for (const ordering of filter.search === undefined ? orderings : [...orderings, match]) {
        const plans = await queryPlans(store.database, async (db) => {
          const { next } = await listUsers(db, { ordering, filter, limit: 50 });
          if (next) await listUsers(db, { ordering, filter, limit: 50, after: next });
        });
        expect(plans.length).toBeGreaterThan(0);
        for (const { plan } of plans) {
          const about = `${JSON.stringify({ filter, ordering })}\n${plan}`;
          if (name === 'sqlite') expect(plan, about).not.toMatch(/SCAN|TEMP B-TREE/);
          else expect(plan, about).not.toMatch(/Seq Scan|Hash/);
          // PostgreSQL may sort what few rows a narrow range gives.
          const sorted = [...plan.matchAll(/Sort .*rows=(\d+)/g)].map(([, rows]) => Number(rows));
          expect(Math.max(0, ...sorted), about).toBeLessThan(1_000);
        }
      }
    }
  });
});
