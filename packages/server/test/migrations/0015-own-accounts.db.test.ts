import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateWith } from '../support/migrated-with.ts';

const insertUser = `insert into users
  (id, email, email_key, username, username_key, first_name, last_name, phone, is_active, is_staff, is_superuser,
   created_at, updated_at, last_sign_in_at, version, external_id)
  values ('ada', 'Ada@Example.com', 'ada@example.com', 'ada', 'ada', 'Ada', 'Lovelace', '123', 1, 1, 0, 10, 20, 30, 7,
   'hr-1')`;

const insertSession = `insert into sessions
  (id, user_id, secret_hash, created_at, last_seen_at, expires_at, authenticated_at, amr, acr, address, user_agent,
   ended_at, end_reason)
  values ('s1', 'ada', 'secret', 1, 2, 3, 1, '["pwd"]', null, '203.0.113.7', 'a browser', null, null)`;

const insertLink = `insert into one_time_links (token_hash, purpose, subject_id, created_at, expires_at, consumed_at)
  values ('link', 'setup', null, 1, 2, null)`;

describe.each(databases())('migration 0015 on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open({ isMigrated: false });
  });
  afterEach(() => store.close());

  const migrate = (prepare: readonly string[]) => migrateWith(store, '0015_own_accounts', prepare);

  test('gives owners and administrators of before the permission to reset factors', async () => {
    const role = (name: string, isBuiltin: number): string =>
      `insert into roles (id, name, name_key, description, is_builtin, created_at, updated_at)
       values ('${name}', '${name}', '${name}', '', ${isBuiltin}, 1, 1)`;
    await migrate([
      ...[role('owner', 1), role('admin', 1), role('investor', 1), role('admin-of-ours', 0)],
      // Somebody gave it early.
      `insert into role_permissions (role_id, permission) values ('admin', 'users.reset_factors')`,
    ]);
    const held = await store.database.db.selectFrom('role_permissions').selectAll().execute();
    expect(held.map(({ role_id: id, permission }) => `${id} ${permission}`).sort()).toEqual([
      'admin users.reset_factors',
      'owner users.reset_factors',
    ]);
  });

  test('leaves accounts, sessions and links as they were, with addresses that nobody has confirmed', async () => {
    await migrate([insertUser, insertSession, insertLink]);
    const { db } = store.database;
    expect(await db.selectFrom('users').selectAll().execute()).toEqual([
      {
        ...{ id: 'ada', email: 'Ada@Example.com', email_key: 'ada@example.com', email_verified_at: null },
        ...{ username: 'ada', username_key: 'ada', first_name: 'Ada', last_name: 'Lovelace', phone: '123' },
        ...{ is_active: 1, is_staff: 1, is_superuser: 0, created_at: 10, updated_at: 20 },
        ...{ last_sign_in_at: 30, version: 7, external_id: 'hr-1' },
      },
    ]);
    expect(await db.selectFrom('sessions').selectAll().execute()).toMatchObject([
      { id: 's1', secret_hash: 'secret', amr: '["pwd"]', acr: null, address: '203.0.113.7', ended_at: null },
    ]);
    expect(await db.selectFrom('one_time_links').selectAll().execute()).toEqual([
      {
        ...{ token_hash: 'link', purpose: 'setup', subject_id: null, data: null },
        ...{ created_at: 1, expires_at: 2, consumed_at: null },
      },
    ]);
  });

  test('makes what people have beside their account go with it, but not the mail that tells them so', async () => {
    await migrate([insertUser]);
    const { database } = store;
    const own = {
      pending_sign_ins: { secret_hash: 'x', amr: '[]', created_at: 1, expires_at: 2 },
      known_devices: { device_hash: 'x', first_seen_at: 1, last_seen_at: 1 },
      totp_factors: { id: 'x', name: '', secret_sealed: '', last_step: 0, created_at: 1 },
      recovery_codes: { code_hash: 'x', created_at: 1 },
      trusted_devices: { id: 'x', secret_hash: 'x', created_at: 1, expires_at: 2 },
      factor_requirements: { since: 1 },
      passkeys: {
        ...{ id: 'x', name: '', public_key: '', sign_count: 0, transports: '[]', aaguid: '' },
        ...{ is_synced: 0, created_at: 1 },
      },
      account_deletions: { requested_at: 1, due_at: 2 },
    };
    const mail = {
      ...{ id: 'x', template: 'account-deleted', language: 'en', recipient: 'ada@example.com' },
      ...{ created_at: 1, attempts: 0, next_attempt_at: 1 },
    };
    const count = async (table: string): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        database.db,
      );
      return Number(rows[0]?.n);
    };
    await database.write(async (tx) => {
      const insert = (table: string, values: Record<string, unknown>) => {
        const columns = Object.keys(values).map((name) => sql.ref(name));
        const row = sql.join(Object.values(values));
        return sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${row})`.execute(tx);
      };
      for (const [table, values] of Object.entries(own)) await insert(table, { user_id: 'ada', ...values });
      await insert('mail_outbox', mail);
    });
    for (const table of Object.keys(own)) expect(await count(table), table).toBe(1);
    await database.write((tx) => sql`delete from users where id = 'ada'`.execute(tx));
    for (const table of Object.keys(own)) expect(await count(table), table).toBe(0);
    expect(await count('mail_outbox')).toBe(1);
  });
});
