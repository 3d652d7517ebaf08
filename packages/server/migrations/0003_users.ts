import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('users')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('email', type.text)
    .addColumn('email_key', type.text)
    .addColumn('username', type.text)
    .addColumn('username_key', type.text)
    .addColumn('first_name', type.text, (c) => c.notNull())
    .addColumn('last_name', type.text, (c) => c.notNull())
    .addColumn('phone', type.text)
    .addColumn('is_active', type.flag, (c) => c.notNull())
    .addColumn('is_staff', type.flag, (c) => c.notNull())
    .addColumn('is_superuser', type.flag, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('last_sign_in_at', type.time)
    .execute();
  await db.schema.createIndex('users_email_key').unique().on('users').column('email_key').execute();
  await db.schema.createIndex('users_username_key').unique().on('users').column('username_key').execute();
  // Whether an administrator is left is asked often and must not read every user.
  await db.schema
    .createIndex('users_superusers')
    .on('users')
    .column('id')
    .where(sql<boolean>`is_superuser = 1 and is_active = 1`)
    .execute();
}
