import { databases, type TestDatabase } from '@ostiary/testkit';
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

  test.runIf(name === 'sqlite')('finds them by index from either side', async () => {
    const plan = async (from: string): Promise<string> => {
      const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(from)}`.execute(
        store.database.db,
      );
      return rows.map((row) => row.detail).join('; ');
    };
    expect(await plan(`select role_id from user_roles where user_id = 'u1'`)).toMatch(/USING PRIMARY KEY/);
    expect(await plan(`select user_id from user_groups where group_id = 'g1'`)).toMatch(
      /USING (COVERING )?INDEX user_groups_group_id/,
    );
    expect(await plan(`select hash from passwords where user_id = 'u1'`)).toMatch(/USING PRIMARY KEY/);
  });
});
