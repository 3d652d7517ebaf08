import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database.ts';
import { backUpSqlite } from './backup.ts';

const mebibyte = 1_048_576;

let opened: TestDatabase;
let database: Database;
let path: string;
beforeEach(async () => {
  opened = await sqliteDatabase();
  path = opened.url.slice('sqlite:'.length);
  database = await openDatabase({ url: opened.url });
  await database.write((tx) => sql`create table heap (a integer primary key, b text not null)`.execute(tx));
});
afterEach(async () => {
  await database.close();
  await opened.close();
});

async function write(rows: number): Promise<void> {
  await database.write(async (tx) => {
    await sql`
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
      insert into heap (b) select ${'x'.repeat(4_000)} from n`.execute(tx);
  });
}

const logMebibytes = async (): Promise<number> => (await stat(`${path}-wal`)).size / mebibyte;

it(
  'the log is small again soon after somebody who held it for long is gone',
  { timeout: 60_000 },
  async () => {
    const reader = new SqliteConnection(path, { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from heap').get();
    for (let commit = 0; commit < 20; commit++) await write(1_500);
    expect(await logMebibytes()).toBeGreaterThan(100);
    reader.close();
    // The usual small writes are enough: the log is moved by one and begins anew with another.
    for (let commit = 0; commit < 20; commit++) await write(1);
    // 64 MiB is what is kept of it.
    expect(await logMebibytes()).toBeLessThanOrEqual(70);
  },
);

it(
  'a backup during steady writing ends, and is a moment between two writes',
  { timeout: 60_000 },
  async () => {
    await write(10_000);
    let isOver = false;
    const counts = [10_000];
    const writing = (async () => {
      // Two rows each: a copy of half a write would have an odd number.
      for (; !isOver; counts.push((counts.at(-1) ?? 0) + 2)) await write(2);
    })();
    const to = join(path, '..', 'copy.sqlite');
    await backUpSqlite({ from: path, to });
    isOver = true;
    await writing;
    expect(counts.length).toBeGreaterThan(2);
    const copy = new SqliteConnection(to, { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(counts).toContain(copy.prepare('select count(*) from heap').pluck().get());
    copy.close();
    expect(await logMebibytes()).toBeLessThanOrEqual(70);
  },
);
