import { sql, type CreateTableBuilder, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/**
 * SQLite keeps a table whose primary key is not a number twice: the rows by a number of its own, and an index
 * of the keys. Tables of short rows that are only ever found by their key are kept once from now on. On
 * PostgreSQL there is nothing to do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (columnTypes(db).isPostgres) return;
  await rebuildPairs(db, { table: 'user_roles', left: ['user_id', 'users'], right: ['role_id', 'roles'] });
  await rebuildPairs(db, { table: 'user_groups', left: ['user_id', 'users'], right: ['group_id', 'groups'] });
  await rebuildPairs(db, { table: 'group_roles', left: ['group_id', 'groups'], right: ['role_id', 'roles'] });
  await rebuildPasswords(db);
}

type Table = CreateTableBuilder<string, string>;

/** Copies in the order of the key, so that no page is split. Nothing refers to these tables. */
async function rebuild<T>(
  db: Kysely<T>,
  { table, key, create }: { table: string; key: readonly string[]; create: (table: Table) => Table },
): Promise<void> {
  const rebuilt = `${table}_rebuilt`;
  await create(db.schema.createTable(rebuilt))
    .modifyEnd(sql`without rowid`)
    .execute();
  const order = sql.join(key.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(rebuilt)} select * from ${sql.table(table)} order by ${order}`.execute(
    db,
  );
  await db.schema.dropTable(table).execute();
  await db.schema.alterTable(rebuilt).renameTo(table).execute();
}

async function rebuildPairs<T>(
  db: Kysely<T>,
  { table, left, right }: { table: string; left: [string, string]; right: [string, string] },
): Promise<void> {
  const { text } = columnTypes(db);
  const key: [string, string] = [left[0], right[0]];
  await rebuild(db, {
    table,
    key,
    create: (created) =>
      [left, right]
        .reduce(
          (some, [column, owner]) =>
            some.addColumn(column, text, (c) => c.notNull().references(`${owner}.id`).onDelete('cascade')),
          created,
        )
        .addPrimaryKeyConstraint(`${table}_pk`, key),
  });
  await db.schema.createIndex(`${table}_${right[0]}`).on(table).columns([right[0], left[0]]).execute();
}

async function rebuildPasswords<T>(db: Kysely<T>): Promise<void> {
  const type = columnTypes(db);
  await rebuild(db, {
    table: 'passwords',
    key: ['user_id'],
    create: (created) =>
      created
        .addColumn('user_id', type.text, (c) =>
          c.notNull().primaryKey().references('users.id').onDelete('cascade'),
        )
        .addColumn('hash', type.text, (c) => c.notNull())
        .addColumn('changed_at', type.time, (c) => c.notNull())
        .addColumn('imported_digest', type.text),
  });
}
