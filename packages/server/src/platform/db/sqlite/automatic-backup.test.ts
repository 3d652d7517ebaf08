import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUpBeforeMigrating } from './automatic-backup.ts';

let opened: TestDatabase;
let folder: string;
beforeEach(async () => {
  opened = await sqliteDatabase();
  folder = join(dirname(opened.database.location), 'backups');
});
afterEach(() => opened.close());

const backUp = (nowMs: number, pending = ['9001_later', '9002_later']): Promise<string | null> =>
  backUpBeforeMigrating({ from: opened.database.location, folder, pending, nowMs });

it('keeps the newest three, and whatever else is in the folder', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'ostiary-20260101T000000Z.sqlite'), 'of an operator');
  const day = 86_400_000;
  for (const age of [1, 5, 4, 3, 2]) await backUp(Date.UTC(2026, 10, 27) - age * day);
  expect((await readdir(folder)).sort()).toEqual([
    'automatic-20261124T000000Z-before-9001_later.sqlite',
    'automatic-20261125T000000Z-before-9001_later.sqlite',
    'automatic-20261126T000000Z-before-9001_later.sqlite',
    'ostiary-20260101T000000Z.sqlite',
  ]);
});

it('refuses what is damaged, before anything makes it worse', async () => {
  const raw = new SqliteConnection(opened.database.location);
  raw.pragma('foreign_keys = off');
  raw.exec(`insert into user_roles (user_id, role_id) values ('nobody', 'nothing')`);
  raw.close();
  await expect(backUp(0)).rejects.toThrow(
    /the database is damaged \(A row of user_roles belongs to .*Nothing was changed/,
  );
  expect(await readdir(folder)).toEqual([]);
});

it('keeps no copy of what another process has changed meanwhile', async () => {
  expect(await backUp(0, ['0018_upgrades'])).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});
