import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUpSqlite } from '#platform/db/sqlite/backup.ts';
import { testInstallation, type TestInstallation } from '../command-line.fixture.ts';
import { servedInstallation } from '../served.fixture.ts';

let installation: TestInstallation;
beforeEach(async () => {
  installation = await testInstallation();
});
afterEach(() => installation.remove());

const inData = (...path: string[]): string => join(installation.cwd, 'data', ...path);
const addUser = (name: string) =>
  installation.run(['create-admin', '--username', name, '--password-stdin'], {
    input: 'quite-a-long-phrase-7',
  });
const usernames = async (): Promise<string[]> => {
  const { out } = await installation.run(['users', 'list', '--json']);
  const { items } = JSON.parse(out) as { items: { username: string }[] };
  return items.map(({ username }) => username).sort();
};

describe('backup and restore', () => {
  test('a copy is whole, private, and what it was: what came later is gone after it is restored, and kept aside', async () => {
    await addUser('ann');
    const made = await installation.run(['backup', '--json']);
    expect(made.code).toBe(0);
    const { file } = JSON.parse(made.out) as { file: string };
    expect(file).toMatch(/data\/backups\/ostiary-\d{8}T\d{6}Z\.sqlite$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await addUser('bob');
    expect(await usernames()).toEqual(['ann', 'bob']);

    expect(await installation.run(['restore', file])).toMatchObject({ code: 2 });
    expect(await usernames()).toEqual(['ann', 'bob']);
    const restored = await installation.run(['restore', file, '--yes', '--json']);
    expect(restored.code).toBe(0);
    const { replaced } = JSON.parse(restored.out) as { replaced: string };
    expect(await usernames()).toEqual(['ann']);
    expect((await installation.run(['doctor'])).code).toBe(0);
    // And back again.
    expect((await installation.run(['restore', replaced, '--yes'])).code).toBe(0);
    expect(await usernames()).toEqual(['ann', 'bob']);
  });

  test('a copy that is damaged, of another master key or of something else is refused, and nothing is touched', async () => {
    await addUser('ann');
    const file = join(installation.cwd, 'copy.sqlite');
    expect((await installation.run(['backup', 'copy.sqlite'])).code).toBe(0);
    const bytes = await readFile(file);
    const other = join(installation.cwd, 'other');
    for (const [content, reason] of [
      [Buffer.from('a diary'), 'not a database that can be read'],
      [
        Buffer.concat([bytes.subarray(0, 20_000), Buffer.alloc(30_000, 7), bytes.subarray(50_000)]),
        /damaged|read/,
      ],
    ] as const) {
      await writeFile(other, content);
      const { code, err } = await installation.run(['restore', 'other', '--yes']);
      expect(code).toBe(1);
      expect(err).toMatch(reason);
    }
    const empty = new SqliteConnection(join(installation.cwd, 'empty.sqlite'));
    empty.exec('create table diary (day text)');
    empty.close();
    expect((await installation.run(['backup', '--verify', 'empty.sqlite'])).err).toContain(
      'no database of Ostiary',
    );
    const strange = await installation.run(['backup', '--verify', 'copy.sqlite'], {
      env: { OSTIARY_SECRET: 'another-master-key-another-master-key' },
    });
    expect(strange).toMatchObject({ code: 1 });
    expect(strange.err).toContain('OSTIARY_SECRET');
    expect(await installation.run(['backup', '--verify', 'copy.sqlite'])).toMatchObject({ code: 0 });
    expect(await installation.run(['backup', 'copy.sqlite'])).toMatchObject({ code: 1 });
    expect(await usernames()).toEqual(['ann']);
    expect((await readdir(inData())).filter((name) => name.includes('replaced'))).toEqual([]);
  });

  test('is refused while a server uses the database', async () => {
    const served = await servedInstallation();
    try {
      const { code } = await served.installation.run(['backup', 'copy.sqlite']);
      expect(code).toBe(0);
      const refused = await served.installation.run(['restore', 'copy.sqlite', '--yes']);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('is in use');
      expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
      expect((await served.installation.run(['users', 'list'])).out).toContain('root');
    } finally {
      await served.stop();
    }
  });

  test('on PostgreSQL it says what PostgreSQL has for that', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' };
    const backup = await installation.run(['backup'], { env });
    const restore = await installation.run(['restore', 'copy.sqlite'], { env });
    expect([backup.code, restore.code]).toEqual([1, 1]);
    expect(backup.err).toContain('pg_dump');
    expect(restore.err).toContain('pg_restore');
    expect(backup.err + restore.err).not.toContain('hunter2');
  });
});

test('a copy of a database that is written to all the time ends, and is one moment of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-copy-'));
  const from = join(folder, 'from.sqlite');
  const writer = new SqliteConnection(from);
  writer.pragma('journal_mode = wal');
  writer.exec('create table pairs (id integer primary key, one integer, other integer, filling text)');
  const insert = writer.prepare('insert into pairs (one, other, filling) values (?, ?, ?)');
  const fill = (count: number) =>
    writer.transaction(() => {
      for (let index = 0; index < count; index++) insert.run(0, 0, 'x'.repeat(2_000));
    })();
  fill(10_000);
  const touch = writer.prepare('update pairs set one = one + 1, other = other + 1 where id % 100 = ?');
  let steps = 0;
  try {
    const to = join(folder, 'to.sqlite');
    await backUpSqlite({
      from,
      to,
      onProgress: () => {
        // Between any two steps every page changes, and there are more.
        touch.run(steps++ % 100);
        fill(100);
      },
    });
    expect(steps).toBeGreaterThan(3);
    const copy = new SqliteConnection(to, { readonly: true });
    const { rows, torn } = copy
      .prepare<[], { rows: number; torn: number }>(
        'select count(*) as rows, sum(one <> other) as torn from pairs',
      )
      .get()!;
    expect({ rows, torn }).toEqual({ rows: 10_000, torn: 0 });
    expect(copy.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    copy.close();
    expect(existsSync(`${to}.${String(process.pid)}.unfinished`)).toBe(false);
    // The log, which the copying held, is given back.
    fill(1);
    writer.pragma('wal_checkpoint(truncate)');
    expect((await stat(`${from}-wal`)).size).toBe(0);
  } finally {
    writer.close();
    await rm(folder, { recursive: true, force: true });
  }
});
