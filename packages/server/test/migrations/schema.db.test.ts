import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';
import type { KnownMigrations } from '#platform/db/migrations.ts';
import { migrationsUpTo, newestOfPreviousRelease } from '../support/as-of-version.ts';
import { fillTables, type Row } from '../support/schema/fill-tables.ts';
import { readSchema } from '../support/schema/index.ts';
import { comparedByLanguage, logicalSchema } from '../support/schema/logical-schema.ts';
import { breaksBetween } from '../support/schema/schema-steps.ts';
import type { Schema } from '../support/schema/schema.types.ts';

const names = Object.keys(migrations).sort() as (keyof typeof migrations)[];
const known: KnownMigrations = migrations;

const opened: TestDatabase[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

describe.each(databases())('the schema on $name', ({ open }) => {
  async function openEmpty(): Promise<TestDatabase> {
    const store = await open({ isMigrated: false });
    opened.push(store);
    return store;
  }

  async function asVersion<T>(
    { url }: TestDatabase,
    newest: keyof typeof migrations,
    work: (database: Database) => Promise<T>,
  ): Promise<T> {
    const database = await openDatabase({ url, migrations: migrationsUpTo(newest) });
    try {
      await database.migrate();
      return await work(database);
    } finally {
      await database.close();
    }
  }

  async function freshSchema(): Promise<Schema> {
    const { database } = await openEmpty();
    await database.migrate();
    return readSchema(database);
  }

  test('of the previous release, with data in it, becomes what a fresh one is, and keeps the data', async () => {
    const store = await openEmpty();
    const filled = await asVersion(store, newestOfPreviousRelease, async (database) =>
      fillTables(database, await readSchema(database)),
    );
    expect(Object.keys(filled).length).toBeGreaterThan(30);
    const applied = await store.database.migrate();
    expect(applied).toEqual(names.filter((name) => name > newestOfPreviousRelease));
    expect(await readSchema(store.database)).toEqual(await freshSchema());
    for (const [table, row] of Object.entries(filled)) {
      expect(await rowsOf(store.database, table), table).toContainEqual(expect.objectContaining(row));
    }
  });

  test('is the same, migration by migration or all at once', async () => {
    const store = await openEmpty();
    for (const name of names) await asVersion(store, name, () => Promise.resolve());
    expect(await readSchema(store.database)).toEqual(await freshSchema());
  });

  test('is only expanded by a migration, unless that says which code it leaves behind', async () => {
    const store = await openEmpty();
    let before = await asVersion(store, newestOfPreviousRelease, readSchema);
    for (const name of names.filter((one) => one > newestOfPreviousRelease)) {
      const after = await asVersion(store, name, readSchema);
      if (known[name]?.oldest === undefined) expect(breaksBetween(before, after), name).toEqual([]);
      before = after;
    }
  });

  test('that is taken from, or asks for more, is noticed', async () => {
    const { database } = await openEmpty();
    await database.migrate();
    const before = await readSchema(database);
    await database.write(async (tx) => {
      for (const statement of [
        'drop table spent_nonces',
        'alter table "groups" drop column description',
        `alter table "groups" add column kind text not null default 'x'`,
        `create unique index groups_one_name on "groups" (name)`,
        'create index groups_created on "groups" (created_at)',
      ]) {
        await sql.raw(statement).execute(tx);
      }
    });
    expect(breaksBetween(before, await readSchema(database))).toEqual([
      'groups.description is gone',
      'groups (name) has to be unique',
      'spent_nonces is gone',
    ]);
  });
});

test('the schema on SQLite is that on PostgreSQL, but for what is allowed to differ', async () => {
  const [sqlite, postgres] = await Promise.all(
    databases().map(async ({ open }) => {
      const store = await open();
      opened.push(store);
      return readSchema(store.database);
    }),
  );
  expect(logicalSchema(sqlite!)).toEqual(logicalSchema(postgres!));
  expect(comparedByLanguage(postgres!)).toEqual([]);
  // PostgreSQL tells other processes by triggers; on SQLite there is nothing besides tables and indexes.
  expect(sqlite!.others).toEqual([]);
  expect(postgres!.others.map((text) => /ostiary_\w+/.exec(text)?.[0])).toEqual(
    postgres!.others.map(() => 'ostiary_tell_events'),
  );
});

async function rowsOf({ db }: Database, table: string): Promise<Row[]> {
  return (await sql<Row>`select * from ${sql.table(table)}`.execute(db)).rows;
}
