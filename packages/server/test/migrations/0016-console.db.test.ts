import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateWith } from '../support/migrated-with.ts';

const added = ['mail.manage', 'mail.read', 'settings.read'];

const user = `insert into users
  (id, email, email_key, username, username_key, first_name, last_name, phone, is_active, is_staff, is_superuser,
   created_at, updated_at, last_sign_in_at, version, external_id)
  values ('ada', null, null, 'ada', 'ada', '', '', '', 1, 0, 0, 10, 20, null, 1, null)`;

describe.each(databases())('migration 0016 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  const migrate = (prepare: readonly string[]) => migrateWith(store, '0016_console', prepare);

  test('gives owners and administrators of before what is new, and nobody else', async () => {
    const role = (name: string, isBuiltin: number): string =>
      `insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
       values ('${name}', '${name}', '${name}', '', ${isBuiltin}, 1, 1)`;
    await migrate([role('owner', 1), role('admin', 1), role('investor', 1), role('admin-of-ours', 0)]);
    const held = await store.database.db.selectFrom('role_permissions').selectAll().execute();
    expect(held.map(({ role_id: id, permission }) => `${id} ${permission}`).sort()).toEqual(
      ['admin', 'owner'].flatMap((id) => added.map((permission) => `${id} ${permission}`)),
    );
  });

  test('leaves deletions that people had asked for as their own', async () => {
    const deletion = `insert into account_deletions (user_id, requested_at, due_at) values ('ada', 1, 2)`;
    await migrate([user, deletion]);
    expect(await store.database.db.selectFrom('account_deletions').selectAll().execute()).toEqual([
      { user_id: 'ada', requested_at: 1, due_at: 2, requested_by: null, was_active: null },
    ]);
  });
});
