import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '@ostiary/server/src/platform/db/database.ts';
import { databases, sqliteDatabase, type TestDatabase } from './databases.ts';

const opened: TestDatabase[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe.each(databases())('a test database on $name', ({ name, open }) => {
  test('has every migration', async () => {
    const { database, ...rest } = await open();
    opened.push({ database, ...rest });
    expect(database.dialect).toBe(name);
    expect((await database.schemaState()).pending).toEqual([]);
  });

  test('is nobody else’s', async () => {
    opened.push(await open(), await open());
    const [one, other] = opened;
    await one!.database.write((tx) => sql`create table mine (id integer)`.execute(tx));
    await expect(sql`select * from mine`.execute(other!.database.db)).rejects.toThrow(/mine/);
  });

  test('is empty when asked to be', async () => {
    const empty = await open({ isMigrated: false });
    opened.push(empty);
    expect((await empty.database.schemaState()).pending).not.toEqual([]);
  });

  test('can be opened by its URL while the test has it open', async () => {
    const first = await open();
    opened.push(first);
    await first.database.write((tx) => sql`create table shared (id integer)`.execute(tx));
    const second = await openDatabase({ url: first.url });
    expect((await sql`select * from shared`.execute(second.db)).rows).toEqual([]);
    await second.close();
  });

  test('is gone once closed, and closing twice does no harm', async () => {
    const one = await open();
    await one.close();
    await one.close();
    await expect(
      openDatabase({ url: one.url }).then(async (database) => {
        await database.close();
      }),
    ).rejects.toThrow();
  });
});

test('many databases can be made at once', async () => {
  const postgres = databases()[1];
  opened.push(...(await Promise.all(Array.from({ length: 6 }, () => postgres!.open({ poolSize: 1 })))));
  expect(new Set(opened.map((one) => one.url)).size).toBe(6);
});

test('the quick database of service tests is SQLite', async () => {
  opened.push(await sqliteDatabase());
  expect(opened[0]?.database.dialect).toBe('sqlite');
});
