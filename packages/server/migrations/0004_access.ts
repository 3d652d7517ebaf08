import type { Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

async function createPairTable<T>(
  db: Kysely<T>,
  type: ColumnTypes,
  pair: { table: string; left: [string, string]; right: [string, string] },
): Promise<void> {
  const [leftColumn, leftTable] = pair.left;
  const [rightColumn, rightTable] = pair.right;
  await db.schema
    .createTable(pair.table)
    .addColumn(leftColumn, type.text, (c) => c.notNull().references(`${leftTable}.id`).onDelete('cascade'))
    .addColumn(rightColumn, type.text, (c) => c.notNull().references(`${rightTable}.id`).onDelete('cascade'))
    .addPrimaryKeyConstraint(`${pair.table}_pk`, [leftColumn, rightColumn])
    .execute();
  await db.schema
    .createIndex(`${pair.table}_${rightColumn}`)
    .on(pair.table)
    .columns([rightColumn, leftColumn])
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('roles')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('name_key', type.text, (c) => c.notNull().unique())
    .addColumn('level', type.int)
    .addColumn('description', type.text, (c) => c.notNull())
    .addColumn('is_builtin', type.flag, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('role_permissions')
    .addColumn('role_id', type.text, (c) => c.notNull().references('roles.id').onDelete('cascade'))
    .addColumn('permission', type.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('role_permissions_pk', ['role_id', 'permission'])
    .execute();
  await db.schema
    .createTable('groups')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('name_key', type.text, (c) => c.notNull().unique())
    .addColumn('description', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .execute();
  await createPairTable(db, type, {
    table: 'user_roles',
    left: ['user_id', 'users'],
    right: ['role_id', 'roles'],
  });
  await createPairTable(db, type, {
    table: 'user_groups',
    left: ['user_id', 'users'],
    right: ['group_id', 'groups'],
  });
  await createPairTable(db, type, {
    table: 'group_roles',
    left: ['group_id', 'groups'],
    right: ['role_id', 'roles'],
  });
  await db.schema
    .createTable('address_blocks')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('range', type.text, (c) => c.notNull().unique())
    .addColumn('reason', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time)
    .execute();
}
