import { databases, type TestDatabase, type TestDialect } from '@ostiary/testkit';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { openDatabase, type Database } from './database.ts';
import { oldestAfter, type KnownMigrations } from './migrations.ts';
import { UnsupportedSchemaError } from './schema-state.ts';

const run = (statement: string) => ({
  up: async (db: Kysely<unknown>) => void (await sql.raw(statement).execute(db)),
});

/** Later releases: one adds a column, the next one takes away what it replaces. */
const nextRelease: KnownMigrations = {
  ...migrations,
  '9001_new_column': run('alter table "groups" add column label text'),
};
const releaseAfterThat: KnownMigrations = {
  ...nextRelease,
  '9002_old_column_gone': {
    ...run('alter table "groups" drop column description'),
    oldest: '9001_new_column',
  },
};

describe.each(databases())('versions side by side on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  async function asVersion<T>(known: KnownMigrations, work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ url: opened.url, migrations: known });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  const migrateAs = (known: KnownMigrations) => asVersion(known, (database) => database.migrate());
  const stateFor = (known: KnownMigrations) => asVersion(known, (database) => database.schemaState());

  it('code of before works on a schema that a newer release has only added to', async () => {
    expect(await migrateAs(nextRelease)).toEqual(['9001_new_column']);
    const state = await stateFor(migrations);
    expect(state).toMatchObject({ unknown: ['9001_new_column'], pending: [], isSupported: true });
    expect(await opened.database.migrate()).toEqual([]);
  });

  it('code that needs what was taken away refuses, and says what it takes', async () => {
    await migrateAs(releaseAfterThat);
    expect((await stateFor(migrations)).isSupported).toBe(false);
    const refused = opened.database.migrate();
    await expect(refused).rejects.toBeInstanceOf(UnsupportedSchemaError);
    await expect(refused).rejects.toThrow(
      /newer Ostiary: it has the migration 9001_new_column, 9002_old_column_gone\. It takes .* 9001_new_column\./,
    );
  });

  it('code of the release in between runs on, and may come back', async () => {
    await migrateAs(releaseAfterThat);
    const state = await stateFor(nextRelease);
    expect(state).toMatchObject({ oldest: '9001_new_column', isSupported: true });
    expect(await migrateAs(nextRelease)).toEqual([]);
  });

  it('who may still work here is undone with a migration that fails', async () => {
    const before = await stateFor(migrations);
    const failing = {
      ...releaseAfterThat,
      '9003_fails': run('alter table no_such_table add column label text'),
    };
    await expect(migrateAs(failing)).rejects.toThrow(/no_such_table/);
    expect(await stateFor(migrations)).toEqual(before);
  });

  it('a database of another line of development is refused', async () => {
    await migrateAs(nextRelease);
    const other = { ...migrations, '9000_of_another_branch': run('select 1') };
    const refused = migrateAs(other);
    await expect(refused).rejects.toBeInstanceOf(UnsupportedSchemaError);
    await expect(refused).rejects.toThrow(
      /has the migration 9001_new_column\. It lacks 9000_of_another_branch/,
    );
  });

  it('a database of before it was recorded is refused when something in it is unknown', async () => {
    await opened.database.write(async (tx) => {
      await sql`drop table schema_support`.execute(tx);
      await sql`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`.execute(tx);
    });
    await expect(opened.database.migrate()).rejects.toThrow(
      /newer Ostiary: it has the migration 9999_later\.$/,
    );
  });
});

describe('a migration on PostgreSQL', () => {
  it('that waits for a long transaction does not keep everybody else waiting as well', async () => {
    const [, { open }] = databases() as [TestDialect, TestDialect];
    const { database, url, close } = await open();
    const next = await openDatabase({ url, migrations: nextRelease });
    const held = Promise.withResolvers<void>();
    try {
      const isHeld = Promise.withResolvers<void>();
      const long = database.write(async (tx) => {
        await sql`select count(*) from "groups"`.execute(tx);
        isHeld.resolve();
        await held.promise;
      });
      await isHeld.promise;
      const migrating = next.migrate();
      const waiting = sql<{ count: number }>`select count(*) as count from pg_locks where not granted`;
      await expect.poll(async () => (await waiting.execute(database.db)).rows[0]?.count).toBeGreaterThan(0);
      // Behind the migration in the queue, which gives way though the table is still in use.
      await sql`select count(*) from "groups"`.execute(database.db);
      held.resolve();
      await long;
      expect(await migrating).toEqual(['9001_new_column']);
    } finally {
      held.resolve();
      await next.close();
      await close();
    }
  });
});

describe('the oldest code that works', () => {
  it('is what the last one to take something away says, whatever was recorded before', () => {
    const names = Object.keys(releaseAfterThat);
    expect(oldestAfter('0016_console', names, nextRelease)).toBe('0016_console');
    expect(oldestAfter('0016_console', names, releaseAfterThat)).toBe('9001_new_column');
    expect(oldestAfter('9005_later', names, releaseAfterThat)).toBe('9005_later');
    expect(oldestAfter(null, [], releaseAfterThat)).toBeNull();
  });
});
