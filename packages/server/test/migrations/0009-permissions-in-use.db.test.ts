import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';

const named: Record<string, Migration> = migrations;
const names = Object.keys(named).sort();
const tested = '0009_management';

describe.each(databases())('migration 0009 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  // A role could hold any permission of a service before; without a definition it could not be edited any more.
  test('defines the permissions of services that roles hold, and leaves Ostiary’s own alone', async () => {
    const { database } = store;
    await database.write(async (tx) => {
      for (const name of names.slice(0, names.indexOf(tested))) await named[name]?.up(tx);
      for (const [id, permissions, createdAt] of [
        ['1', ['orders.read', 'users.read'], 70],
        ['2', ['orders.read', 'shares.sell', 'keys.manage'], 50],
      ] as const) {
        await sql`insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
          values (${id}, ${id}, ${id}, '', 0, ${createdAt}, ${createdAt})`.execute(tx);
        for (const permission of permissions) {
          await sql`insert into role_permissions (role_id, permission) values (${id}, ${permission})`.execute(
            tx,
          );
        }
      }
      await named[tested]?.up(tx);
    });
    const { db } = database;
    expect(await db.selectFrom('permissions').selectAll().orderBy('name').execute()).toEqual([
      { name: 'orders.read', description: '', created_at: 50, updated_at: 50, version: 1 },
      { name: 'shares.sell', description: '', created_at: 50, updated_at: 50, version: 1 },
    ]);
    expect(await db.selectFrom('role_permissions').selectAll().execute()).toHaveLength(5);
  });
});
