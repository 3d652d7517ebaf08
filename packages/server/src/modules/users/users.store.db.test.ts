import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createUsersFixture, operator, refusalOf, type UsersFixture } from './users.fixture.ts';

describe.each(databases())('users on $name', ({ name, open }) => {
  let store: TestDatabase;
  let fixture: UsersFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createUsersFixture(store);
  });
  afterEach(() => store.close());

  test('50 people who want one name at once: one gets it, 49 are told', async () => {
    const cases = ['coco', 'COCO', 'Coco', 'ｃｏｃｏ', 'сосо'];
    const wishes = Array.from({ length: 50 }, (_, index) =>
      fixture.add({ username: cases[index % 5] ?? '' }),
    );
    const outcomes = await Promise.all(wishes.map((wish) => refusalOf(wish)));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome?.code === 'users.username_taken')).toHaveLength(49);
    expect(await fixture.users.list(store.database.db, { limit: 100 })).toHaveLength(1);
  });

  test('50 people who want one email at once: one gets it', async () => {
    const wishes = Array.from({ length: 50 }, () => fixture.add({ email: 'ann@example.com' }));
    const outcomes = await Promise.all(wishes.map((wish) => refusalOf(wish)));
    expect(outcomes.filter((outcome) => outcome?.code === 'users.email_taken')).toHaveLength(49);
  });

  test('administrators who remove each other at once leave one, however they do it', async () => {
    for (let round = 0; round < 8; round++) {
      const admins = await Promise.all(
        [0, 1, 2].map((index) => fixture.add({ username: `r${round}n${index}`, isSuperuser: true })),
      );
      const [a = '', b = '', c = ''] = admins.map((admin) => admin.id);
      const outcomes = await Promise.all(
        [
          fixture.users.deactivate(operator, a),
          fixture.users.update(operator, b, { isSuperuser: false }),
          fixture.users.delete(operator, c),
        ].map((attempt) => refusalOf(attempt)),
      );
      expect(outcomes.map((outcome) => outcome?.code).filter(Boolean)).toEqual(['users.last_administrator']);
      expect(await fixture.users.hasAdministrator(store.database.db)).toBe(true);
      await store.database.write((tx) => sql`delete from users`.execute(tx));
    }
  });

  test('keeps whether an address was only claimed, until somebody shows that it is theirs', async () => {
    const { users, clock } = fixture;
    const { database } = store;
    const email = 'ann@example.com';
    const claimed = await fixture.add({ email, isEmailClaimed: true });
    const plain = await fixture.add({ email: 'bob@example.com' });
    expect(await users.get(database.db, claimed.id)).toEqual(claimed);
    expect(claimed).toMatchObject({ emailVerifiedAt: null, isEmailClaimed: true });
    expect(await users.get(database.db, plain.id)).toMatchObject({ isEmailClaimed: false });
    const renamed = await users.update(operator, claimed.id, { firstName: 'Ann' });
    expect(renamed).toMatchObject({ emailVerifiedAt: null, isEmailClaimed: true });
    const confirm = () => database.write((tx) => users.confirmEmail(tx, { userId: claimed.id, email }));
    const done = await Promise.all([confirm(), confirm(), confirm()]);
    expect(done.map((one) => one?.changed.join()).sort()).toEqual(['', '', 'email_verified']);
    const shown = await users.get(database.db, claimed.id);
    expect(shown).toMatchObject({ emailVerifiedAt: clock.nowMs(), isEmailClaimed: false, version: 3 });
  });

  test('lists in order of creation, page by page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) ids.push((await fixture.add({ username: `user${index}` })).id);
    const first = await fixture.users.list(store.database.db, { limit: 3 });
    const second = await fixture.users.list(store.database.db, { limit: 3, after: ids[2]! });
    const third = await fixture.users.list(store.database.db, { limit: 3, after: ids[5]! });
    expect([first, second, third].flat().map((user) => user.id)).toEqual(ids);
    expect(third).toHaveLength(1);
  });

  test('searches by the beginning of an email or username, without regard to case', async () => {
    await fixture.add({ email: 'ann@example.com', username: 'zed' });
    await fixture.add({ email: 'bob@example.com', username: 'Annabel' });
    await fixture.add({ username: 'joann' });
    await fixture.add({ username: 'a_nn' });
    await fixture.add({ username: 'Ωμέγα' });
    const names = async (search: string): Promise<(string | null)[]> => {
      const ordering = { by: 'match', isDescending: false } as const;
      const query = { ordering, limit: 10, filter: { search } };
      return (await fixture.users.listPage(store.database.db, query)).users.map((user) => user.username);
    };
    expect(await names('ANN')).toEqual(['zed', 'Annabel']);
    expect(await names('ann@')).toEqual(['zed']);
    expect(await names('a_')).toEqual(['a_nn']);
    expect(await names('%')).toEqual([]);
    expect(await names('ω')).toEqual(['Ωμέγα']);
    expect(await names('a\0')).toEqual([]);
    expect(await names('\ud800')).toEqual([]);
    expect(await names(' ')).toHaveLength(5);
  });

  test('lists holders of a role and members of a group by their names', async () => {
    const { access, users } = fixture;
    const ann = await fixture.add({ username: 'ann' });
    const bob = await fixture.add({ username: 'bob' });
    const role = await access.createRole(operator, { name: 'Clerk' });
    const group = await access.createGroup(operator, { name: 'Front desk' });
    await access.grantRole(operator, { userId: ann.id }, role.id);
    await access.grantRole(operator, { userId: bob.id }, role.id);
    await access.addMember(operator, group.id, bob.id);
    const ids = async (filter: { role?: string; group?: string }): Promise<string[]> => {
      const ordering = { by: 'created_at', isDescending: true } as const;
      return (await users.listPage(store.database.db, { ordering, limit: 10, filter })).users.map(
        ({ id }) => id,
      );
    };
    expect(await ids({ role: 'CLERK' })).toEqual([bob.id, ann.id]);
    expect(await ids({ group: 'front desk' })).toEqual([bob.id]);
    expect(await ids({ role: role.id, group: group.id })).toEqual([bob.id]);
    expect(await refusalOf(ids({ role: 'none' }))).toMatchObject({ code: 'access.role_not_found' });
    expect(await refusalOf(ids({ group: 'none' }))).toMatchObject({ code: 'access.group_not_found' });
  });

  test('50 changes that expect one version: one is made', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' });
    const attempts = Array.from({ length: 50 }, (_, index) =>
      refusalOf(fixture.users.update(operator, ann.id, { firstName: `Ann ${index}` }, 1)),
    );
    const codes = (await Promise.all(attempts)).map((refusal) => refusal?.code ?? 'changed');
    expect(codes.filter((code) => code === 'changed')).toHaveLength(1);
    expect(codes.filter((code) => code === 'request.precondition_failed')).toHaveLength(49);
    expect(await fixture.users.get(store.database.db, ann.id)).toMatchObject({ version: 2 });
  });

  test('looks identifiers and administrators up in an index', async () => {
    if (name !== 'sqlite') return;
    const plan = async (query: string): Promise<string> => {
      const rows = await sql<{ detail: string }>`${sql.raw(`explain query plan ${query}`)}`.execute(
        store.database.db,
      );
      return rows.rows.map((row) => row.detail).join('; ');
    };
    expect(await plan("select id from users where email_key = 'x'")).toMatch(/USING .*users_email_key/);
    expect(await plan('select id from users where is_superuser = 1 and is_active = 1')).toMatch(
      /users_superusers/,
    );
    expect(await plan("select id from users where external_id = 'x'")).toMatch(/USING .*users_external_id/);
  });

  test('notes a sign-in and nothing else', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' });
    const note = (id: string): Promise<boolean> =>
      store.database.write((tx) => fixture.users.noteSignIn(tx, id, 5_000_000_000_000));
    expect(await note(ann.id)).toBe(true);
    expect(await fixture.users.get(store.database.db, ann.id)).toEqual({
      ...ann,
      lastSignInAt: 5_000_000_000_000,
    });
    const gone = await fixture.add({ username: 'gone', isActive: false });
    expect([await note(gone.id), await note('nobody')]).toEqual([false, false]);
  });

  test('keeps what any language writes', async () => {
    const names = { firstName: "𠮷野 “x” \\ '; drop table users; --", lastName: 'Łódź 👩‍🚀' };
    const user = await fixture.add({ email: '用户@例子.公司', username: '山田taro', ...names });
    expect(await fixture.users.get(store.database.db, user.id)).toEqual(user);
    expect(user).toMatchObject(names);
  });
});
