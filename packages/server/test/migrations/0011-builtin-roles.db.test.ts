import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';

const named: Record<string, Migration> = migrations;
const names = Object.keys(named).sort();
const tested = '0011_applications';

describe.each(databases())('migration 0011 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  test('gives owners and administrators of before the permissions of applications and services', async () => {
    const { database } = store;
    await database.write(async (tx) => {
      for (const name of names.slice(0, names.indexOf(tested))) await named[name]?.up(tx);
      for (const [name, isBuiltin] of [
        ['owner', 1],
        ['admin', 1],
        ['investor', 1],
        ['admin-of-ours', 0],
      ] as const) {
        await sql`insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
          values (${name}, ${name}, ${name}, '', ${isBuiltin}, 1, 1)`.execute(tx);
      }
      // Somebody gave one of them early.
      await sql`insert into role_permissions (role_id, permission) values ('admin', 'services.read')`.execute(
        tx,
      );
      await named[tested]?.up(tx);
    });
    const held = await database.db.selectFrom('role_permissions').selectAll().execute();
    const added = ['applications.manage', 'applications.read', 'services.manage', 'services.read'];
    expect(held.map(({ role_id: role, permission }) => `${role} ${permission}`).sort()).toEqual(
      [
        ...['admin', 'owner'].flatMap((role) => added.map((permission) => `${role} ${permission}`)),
        // Which applications are trusted is for owners to say.
        'owner applications.trust',
      ].sort(),
    );
  });
});
