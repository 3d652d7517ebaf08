import { copyFile, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { databases } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { testInstallation, type TestInstallation } from '../command-line.fixture.ts';

const [, postgres] = databases();

let installation: TestInstallation;
let database: string;
beforeEach(async () => {
  installation = await testInstallation();
  database = join(installation.cwd, 'data', 'ostiary.sqlite');
  await createUser('anna');
});
afterEach(() => installation.remove());

async function createUser(username: string): Promise<void> {
  const { code, err } = await installation.run([
    'users',
    'create',
    '--username',
    username,
    '--without-password',
  ]);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
}

async function usernames(): Promise<string[]> {
  const { out } = await installation.run(['users', 'list', '--json']);
  return (JSON.parse(out) as { items: { username: string }[] }).items.map(({ username }) => username).sort();
}

const inData = async (folder = ''): Promise<string[]> =>
  (await readdir(join(installation.cwd, 'data', folder))).sort();

describe('backup', () => {
  it('copies the database into one file of its own, private, proven, and says what else to keep', async () => {
    const { code, out, err } = await installation.run(['backup']);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('secrets.json') as string });
    const path = /backup +(\S+)/.exec(out)?.[1] ?? '';
    expect(path).toMatch(/data\/backups\/ostiary-\d{8}T\d{6}Z\.sqlite$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(out).toMatch(/audit log of \d+ entries is intact/);
    const before = await readFile(path);
    expect(await installation.run(['backup', '--verify', path])).toMatchObject({ code: 0, err: '' });
    // Whoever looks at it changes nothing and leaves nothing beside it.
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await inData('backups')).toHaveLength(1);
  });

  it('replaces no file', async () => {
    await writeFile(join(installation.cwd, 'mine'), 'kept');
    expect(await installation.run(['backup', 'mine'])).toMatchObject({ code: 1 });
    expect(await readFile(join(installation.cwd, 'mine'), 'utf8')).toBe('kept');
  });

  it('finds a file that is damaged, or none of ours, or altered in its audit log', async () => {
    const verify = async (file: string): Promise<unknown> => {
      const { code, out } = await installation.run(['backup', '--verify', file, '--json']);
      expect(code).toBe(1);
      return (JSON.parse(out) as { problems: string[] }).problems[0];
    };
    const path = join(installation.cwd, 'copy.sqlite');
    await installation.run(['backup', path]);
    const damaged = join(installation.cwd, 'damaged.sqlite');
    await copyFile(path, damaged);
    const file = await open(damaged, 'r+');
    await file.write(Buffer.alloc(8_192, 0xaa), 0, 8_192, 3 * 4_096);
    await file.close();
    expect(await verify(damaged)).toEqual(expect.any(String));
    await writeFile(join(installation.cwd, 'text'), 'no database at all\n'.repeat(99));
    expect(await verify('text')).toContain('cannot be read');
    new SqliteConnection(join(installation.cwd, 'other')).exec('create table t (a)').close();
    expect(await verify('other')).toContain('not a database of Ostiary');
    const altered = new SqliteConnection(path);
    altered.exec(`update audit_entries set actor_id = 'nobody' where seq = 1`);
    altered.close();
    expect(await verify(path)).toBe('The audit log was altered at entry 1.');
  });

  it('does not call an audit log altered that was written under another master key', async () => {
    await installation.run(['backup', 'copy.sqlite']);
    const env = { OSTIARY_SECRET: 'another-master-key-of-forty-characters-x' };
    const { code, out } = await installation.run(['backup', '--verify', 'copy.sqlite'], { env });
    expect(code).toBe(0);
    expect(out).toContain('not proven');
  });
});

describe('restore', () => {
  it('brings back what was, and keeps aside what is', async () => {
    await installation.run(['backup', 'copy.sqlite']);
    await createUser('berta');
    const { code, out } = await installation.run(['restore', 'copy.sqlite', '--yes', '--json']);
    expect(code).toBe(0);
    const { replaced } = JSON.parse(out) as { replaced: string };
    expect(await usernames()).toEqual(['anna']);
    const aside = new SqliteConnection(replaced, { readonly: true });
    expect(aside.prepare('select username from users order by 1').pluck().all()).toEqual(['anna', 'berta']);
    aside.close();
    await installation.run(['restore', replaced, '--yes']);
    expect(await usernames()).toEqual(['anna', 'berta']);
  });

  it('does nothing while somebody has the database open', async () => {
    await installation.run(['backup', 'copy.sqlite']);
    await createUser('berta');
    const server = await openDatabase({ url: `sqlite:${database}` });
    const { code, err } = await installation.run(['restore', 'copy.sqlite', '--yes']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is in use') as string });
    await server.write(async (tx) => void (await tx.selectFrom('users').selectAll().execute()));
    await server.close();
    expect(await usernames()).toEqual(['anna', 'berta']);
    expect((await inData()).filter((name) => /restoring|replaced/.test(name))).toEqual([]);
  });

  it('asks for --yes where nobody can be asked, and takes no damaged backup', async () => {
    await installation.run(['backup', 'copy.sqlite']);
    expect(await installation.run(['restore', 'copy.sqlite'])).toMatchObject({ code: 2 });
    await writeFile(join(installation.cwd, 'text'), 'no database');
    expect(await installation.run(['restore', 'text', '--yes'])).toMatchObject({ code: 1 });
    expect(await usernames()).toEqual(['anna']);
  });

  it('restores in the place of a database that is damaged, or gone', async () => {
    await installation.run(['backup', 'copy.sqlite']);
    await writeFile(database, 'no database any more');
    expect(await installation.run(['restore', 'copy.sqlite', '--yes'])).toMatchObject({ code: 0 });
    expect(await usernames()).toEqual(['anna']);
    const elsewhere = { OSTIARY_DATA_DIR: join(installation.cwd, 'new') };
    expect(await installation.run(['restore', 'copy.sqlite'], { env: elsewhere })).toMatchObject({ code: 0 });
  });
});

describe('on PostgreSQL', () => {
  it('each says what to run there', async () => {
    const opened = await postgres?.open();
    const env = { DATABASE_URL: opened?.url ?? '' };
    const backup = await installation.run(['backup'], { env });
    expect(backup).toMatchObject({ code: 1, err: expect.stringContaining('pg_dump ') as string });
    await writeFile(join(installation.cwd, 'dump'), '');
    const restore = await installation.run(['restore', 'dump', '--yes'], { env });
    expect(restore).toMatchObject({ code: 1, err: expect.stringContaining('pg_restore ') as string });
    await opened?.close();
  });
});
