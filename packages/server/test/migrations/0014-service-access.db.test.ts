import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateWith } from '../support/migrated-with.ts';

describe.each(databases())('migration 0014 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  const migrate = (prepare: readonly string[]) => migrateWith(store, '0014_service_access', prepare);

  test('gives owners and administrators of before the permission to give access', async () => {
    const role = (name: string, isBuiltin: number): string =>
      `insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
       values ('${name}', '${name}', '${name}', '', ${isBuiltin}, 1, 1)`;
    await migrate([
      ...[role('owner', 1), role('admin', 1), role('investor', 1), role('admin-of-ours', 0)],
      // Somebody gave it early.
      `insert into role_permissions (role_id, permission) values ('admin', 'services.grant')`,
    ]);
    const held = await store.database.db.selectFrom('role_permissions').selectAll().execute();
    expect(held.map(({ role_id: id, permission }) => `${id} ${permission}`).sort()).toEqual([
      'admin services.grant',
      'owner services.grant',
    ]);
  });

  test('leaves services open to everybody, as they were', async () => {
    await migrate([
      `insert into services (id, name, name_key, description, audience, scopes, token_format, created_at,
         updated_at, version) values ('1', 'Orders', 'orders', '', 'urn:x', '[]', 'jwt', 1, 1, 3)`,
    ]);
    const [service] = await store.database.db.selectFrom('services').selectAll().execute();
    expect(service).toMatchObject({
      ...{ entry: 'everyone', access_levels: '[]', data_schema: null, grants_version: 0, version: 3 },
      fields: '["email","username","first_name","last_name"]',
    });
  });

  test('makes grants that go with their holder and with their service', async () => {
    await migrate([]);
    const times = { created_at: 1, updated_at: 1 };
    const holders = {
      user: { ...{ first_name: '', last_name: '', is_active: 1, is_staff: 0, is_superuser: 0 }, ...times },
      group: { description: '', ...times },
      role: { description: '', is_builtin: 0, ...times },
    };
    const service = { description: '', scopes: '[]', token_format: 'jwt', version: 1, ...times };
    const named = (id: string) => ({ name: id, name_key: id });
    await store.database.write(async (tx) => {
      const insert = (table: string, values: Record<string, unknown>) => {
        const columns = Object.keys(values).map((name) => sql.ref(name));
        const row = sql.join(Object.values(values));
        return sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${row})`.execute(tx);
      };
      for (const id of ['s1', 's2']) {
        await insert('services', { id, audience: id, ...named(id), ...service });
      }
      for (const [kind, holder] of Object.entries(holders)) {
        for (const id of ['a', 'b']) {
          await insert(`${kind}s`, { id, ...(kind !== 'user' && named(id)), ...holder });
          for (const service_id of ['s1', 's2']) {
            await insert(`service_${kind}_grants`, { holder_id: id, service_id, data: '{}', ...times });
          }
        }
        await sql`delete from ${sql.table(`${kind}s`)} where id = 'b'`.execute(tx);
      }
      await sql`delete from services where id = 's1'`.execute(tx);
    });
    for (const table of ['service_user_grants', 'service_group_grants', 'service_role_grants'] as const) {
      const left = await store.database.db.selectFrom(table).selectAll().execute();
      expect(left, table).toEqual([{ holder_id: 'a', service_id: 's2', level: null, data: '{}', ...times }]);
    }
  });
});
