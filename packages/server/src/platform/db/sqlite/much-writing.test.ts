import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from '../database.ts';

let folder: string;
let path: string;
let database: Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-writing-'));
  path = join(folder, 'ostiary.sqlite');
  database = await openDatabase({ url: `sqlite:${path}` });
  await database.write((tx) =>
    sql`create table heap (id integer primary key, text text not null)`.execute(tx),
  );
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function pragma(name: string): Promise<unknown> {
  return database.write(async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(tx);
    return Object.values(rows[0] ?? {})[0];
  });
}

/** So many mebibytes, in one commit. */
async function write(mebibytes: number): Promise<void> {
  await database.write((tx) =>
    sql`with recursive some (n) as (select 1 union all select n + 1 from some where n < ${mebibytes * 256})
      insert into heap (text) select hex(randomblob(2000)) from some`.execute(tx),
  );
}

const logMebibytes = async (): Promise<number> => (await stat(`${path}-wal`)).size / 1024 / 1024;

async function count(connection: SqliteConnection.Database): Promise<number> {
  return connection.prepare<[], { n: number }>('select count(*) as n from heap').get()?.n ?? 0;
}

test('the log is left to a thread as long as anybody expects to write much', async () => {
  const usual = { flush: 2, pages: 4_000 };
  const much = { flush: 1, pages: 0 };
  const now = async () => ({ flush: await pragma('synchronous'), pages: await pragma('wal_autocheckpoint') });
  expect(await now()).toEqual(usual);
  const [first, second] = [database.expectMuchWriting(), database.expectMuchWriting()];
  expect(await now()).toEqual(much);
  first();
  first();
  expect(await now()).toEqual(much);
  second();
  expect(await now()).toEqual(usual);
  const late = database.expectMuchWriting();
  await database.close();
  // A database that was closed meanwhile is left alone.
  late();
});

test('the log is moved into the file beside the writing, and does not grow without bound', async () => {
  const isOver = database.expectMuchWriting();
  let longest = 0;
  for (let commit = 0; commit < 30; commit++) {
    await write(16);
    longest = Math.max(longest, await logMebibytes());
  }
  // Of 480 MiB, with room for one commit beyond the bound.
  expect(longest).toBeLessThan(300);
  isOver();
  await database.close();
  const later = new SqliteConnection(path, { readonly: true });
  expect(await count(later)).toBe(30 * 16 * 256);
  later.close();
}, 60_000);

test('somebody who reads for a long time holds the log, and stops nobody', async () => {
  const isOver = database.expectMuchWriting();
  await write(1);
  const reader = new SqliteConnection(path, { readonly: true });
  reader.exec('begin');
  expect(await count(reader)).toBe(256);
  for (let commit = 0; commit < 20; commit++) await write(16);
  expect(await logMebibytes()).toBeGreaterThan(300);
  expect(await count(reader)).toBe(256);
  reader.exec('commit');
  expect(await count(reader)).toBe(256 + 20 * 16 * 256);
  reader.close();
  isOver();
}, 60_000);

test('whoever does much in one write is told that somebody else waits', async () => {
  const seen: boolean[] = [];
  const begun = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const much = database.write(async () => {
    seen.push(database.isWriteAwaited());
    begun.resolve(undefined);
    await asked.promise;
    seen.push(database.isWriteAwaited());
  });
  await begun.promise;
  const other = database.write(() => Promise.resolve());
  asked.resolve(undefined);
  await Promise.all([much, other]);
  expect(seen).toEqual([false, true]);
  // Also of those who share the commit.
  const shared = await Promise.all(
    [1, 2].map(() => database.write(() => Promise.resolve(database.isWriteAwaited()))),
  );
  expect(shared).toEqual([true, true]);
});
