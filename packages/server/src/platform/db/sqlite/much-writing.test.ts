import { sqliteDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

test('there is more room as long as anybody expects to write much', async () => {
  const { database, close } = await sqliteDatabase();
  const room = () =>
    database.write(async (tx) => {
      const pages = await sql<{ wal_autocheckpoint: number }>`pragma wal_autocheckpoint`.execute(tx);
      return pages.rows[0]?.wal_autocheckpoint;
    });
  const usual = 4_000;
  const much = 16_000;
  expect(await room()).toEqual(usual);
  const [first, second] = [database.expectMuchWriting(), database.expectMuchWriting()];
  expect(await room()).toEqual(much);
  first();
  first();
  expect(await room()).toEqual(much);
  second();
  expect(await room()).toEqual(usual);
  const late = database.expectMuchWriting();
  await close();
  // A database that was closed meanwhile is left alone.
  late();
});
