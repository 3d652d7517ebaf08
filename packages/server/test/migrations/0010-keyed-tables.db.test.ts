import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tx } from '#platform/db/schema.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';

const named: Record<string, Migration> = migrations;
const names = Object.keys(named).sort();
const tested = '0010_keyed_tables';

async function fill(tx: Tx): Promise<void> {
  for (const id of ['u1', 'u2', 'u3']) {
    await sql`insert into users (id, email, email_key, first_name, last_name, is_active, is_staff, is_superuser,
      created_at, updated_at) values (${id}, ${id}, ${id}, '', '', 1, 0, 0, 1, 1)`.execute(tx);
  }
  await sql`insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
    values ('r1', 'r', 'r', '', 0, 1, 1)`.execute(tx);
  await sql`insert into groups (id, name, name_key, description, created_at, updated_at)
    values ('g1', 'g', 'g', '', 1, 1)`.execute(tx);
  // Not in the order of the keys.
  for (const id of ['u3', 'u1']) await sql`insert into user_roles values (${id}, 'r1')`.execute(tx);
  for (const id of ['u2', 'u1']) await sql`insert into user_groups values (${id}, 'g1')`.execute(tx);
  await sql`insert into group_roles values ('g1', 'r1')`.execute(tx);
  await sql`insert into passwords values ('u2', 'hash two', 7, 'digest'), ('u1', 'hash one', 8, null)`.execute(
    tx,
  );
}

describe.each(databases())('migration 0010 on $name', ({ name, open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
    await store.database.write(async (tx) => {
      for (const before of names.slice(0, names.indexOf(tested))) await named[before]?.up(tx);
      await fill(tx);
      await named[tested]?.up(tx);
    });
  });
  afterEach(() => store.close());

  test('keeps who holds what, and every password', async () => {
    const { db } = store.database;
    expect(await db.selectFrom('user_roles').selectAll().orderBy('user_id').execute()).toEqual([
      { user_id: 'u1', role_id: 'r1' },
      { user_id: 'u3', role_id: 'r1' },
    ]);
    expect(await db.selectFrom('user_groups').selectAll().orderBy('user_id').execute()).toEqual([
      { user_id: 'u1', group_id: 'g1' },
      { user_id: 'u2', group_id: 'g1' },
    ]);
    expect(await db.selectFrom('group_roles').selectAll().execute()).toEqual([
      { group_id: 'g1', role_id: 'r1' },
    ]);
    expect(await db.selectFrom('passwords').selectAll().orderBy('user_id').execute()).toEqual([
      { user_id: 'u1', hash: 'hash one', changed_at: 8, imported_digest: null },
      { user_id: 'u2', hash: 'hash two', changed_at: 7, imported_digest: 'digest' },
    ]);
  });

  test('still refuses pairs twice and pairs of nobody, and forgets those of deleted users', async () => {
    const { database } = store;
    const add = (user: string) =>
      database.write((tx) => sql`insert into user_groups values (${user}, 'g1')`.execute(tx));
    await expect(add('u1')).rejects.toThrow(/unique/i);
    await expect(add('nobody')).rejects.toThrow(/foreign key/i);
    const again = sql`insert into passwords values ('u1', 'another', 9, null)`;
    await expect(database.write((tx) => again.execute(tx))).rejects.toThrow(/unique/i);
    await database.write((tx) => sql`delete from users where id = 'u1'`.execute(tx));
    const left = async (table: 'user_roles' | 'user_groups' | 'passwords'): Promise<string[]> =>
      (await database.db.selectFrom(table).select('user_id').execute()).map((row) => row.user_id);
    expect(await left('user_roles')).toEqual(['u3']);
    expect(await left('user_groups')).toEqual(['u2']);
    expect(await left('passwords')).toEqual(['u2']);
  });

  test('finds them by index from either side', async () => {
    const plans = await queryPlans(
      store.database,
      async (db) => {
        await db.selectFrom('user_roles').select('role_id').where('user_id', '=', 'u1').execute();
        await db.selectFrom('user_groups').select('user_id').where('group_id', '=', 'g1').execute();
        await db.selectFrom('passwords').select('hash').where('user_id', '=', 'u1').execute();
      },
      { isLimitedToIndexes: true },
    );
    const [byUser, byGroup, password] = plans.map(({ plan }) => plan);
    const key = (table: string): RegExp =>
      name === 'sqlite' ? /USING PRIMARY KEY/ : new RegExp(`Index.* using ${table}_pk`);
    expect(byUser).toMatch(key('user_roles'));
    expect(byGroup).toMatch(name === 'sqlite' ? /INDEX user_groups_group_id/ : /using user_groups_group_id/);
    expect(password).toMatch(key('passwords'));
  });
});
