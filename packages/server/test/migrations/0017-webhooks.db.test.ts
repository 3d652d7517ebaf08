import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateWith } from '../support/migrated-with.ts';

describe.each(databases())('migration 0017 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  test('gives owners and administrators of before what is new, and nobody else', async () => {
    const role = (name: string, isBuiltin: number): string =>
      `insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
       values ('${name}', '${name}', '${name}', '', ${isBuiltin}, 1, 1)`;
    const roles = [role('owner', 1), role('admin', 1), role('investor', 1), role('admin-of-ours', 0)];
    await migrateWith(store, '0017_webhooks', roles);
    const held = await store.database.db.selectFrom('role_permissions').selectAll().execute();
    expect(held.map(({ role_id: id, permission }) => `${id} ${permission}`).sort()).toEqual(
      ['admin', 'owner'].flatMap((id) => ['webhooks.manage', 'webhooks.read'].map((each) => `${id} ${each}`)),
    );
  });
});
