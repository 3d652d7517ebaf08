import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databases, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { migrations } from '../../migrations/index.ts';
import { migrationsUpTo, newestOfPreviousRelease } from '../../test/support/as-of-version.ts';
import { testInstallation, type Run, type TestInstallation } from './command-line.fixture.ts';

const before = migrationsUpTo(newestOfPreviousRelease);
const missing = Object.keys(migrations).filter((name) => !(name in before));

let installation: TestInstallation;
let opened: TestDatabase;
let env: Record<string, string>;

const run = (...argv: string[]): Promise<Run> => installation.run(argv, { env });
const parsed = async (...argv: string[]): Promise<unknown> => JSON.parse((await run(...argv)).out);

/** The database as the version before has left it, with an audit log from before usage was counted. */
async function leaveAsBefore(): Promise<void> {
  const database = await openDatabase({ url: opened.url, migrations: before });
  await database.migrate();
  await database.write(async (tx) => {
    for (const seq of [1, 2, 3]) {
      await sql`
        insert into audit_entries (seq, id, at, actor_type, action, outcome, details, prev_hash, hash)
        values (${seq}, ${`e${String(seq)}`}, 1000, 'anonymous', 'session.sign_in', 'success', '{}', '', '')`.execute(
        tx,
      );
    }
    await sql`update audit_head set seq = 3`.execute(tx);
  });
  await database.close();
}

async function pretendNewer(oldest: string): Promise<void> {
  await opened.database.migrate();
  await opened.database.write(async (tx) => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`.execute(tx);
    await sql`update schema_support set oldest = ${oldest}`.execute(tx);
  });
}

describe.each(databases())('upgrade on $name', ({ name: dialect, open }) => {
  beforeEach(async () => {
    installation = await testInstallation();
    opened = await open({ isMigrated: false });
    env = { DATABASE_URL: opened.url };
  });
  afterEach(async () => {
    await opened.close();
    await installation.remove();
  });

  it('sets up an empty database, and then has nothing to do', async () => {
    expect(await parsed('upgrade', '--json')).toMatchObject({
      applied: Object.keys(migrations),
      backup: null,
    });
    const check = await run('upgrade', '--check');
    expect(check).toMatchObject({ code: 0, err: '' });
    expect(check.out).toContain('There is nothing to do.');
    expect((await run('upgrade')).out).toBe('The database is up to date.\n');
  });

  it('says what it would do, changes nothing, and does it', async () => {
    await leaveAsBefore();
    expect(await parsed('upgrade', '--check', '--json')).toMatchObject({
      is_new: false,
      migrations: missing.map((name) => ({ name, step: 'expand' })),
      oldest_code: '0016_console',
      older_processes_may_go_on: true,
      older_processes_may_be_started: false,
      backfills: [{ name: 'usage-from-audit', rows_done: 0, rows_left: 3 }],
      backup: { kind: dialect === 'sqlite' ? 'automatic' : 'by-hand' },
      problems: [],
    });
    const told = await run('upgrade', '--check');
    expect(told.code).toBe(0);
    expect(told.out).toContain('migration   0018_upgrades: only adds\n');
    expect(told.out).toContain('processes of the version before go on, but cannot be started again\n');
    expect((await opened.database.schemaState()).pending).toEqual(missing);
    const done = await run('upgrade');
    for (const name of missing) expect(done.out).toContain(`applied   ${name}\n`);
    expect(done.out).toContain('filled    usage-from-audit: 3 rows\n');
    expect((await opened.database.schemaState()).pending).toEqual([]);
    const counts = await opened.database.db.selectFrom('usage_counts').select('count').execute();
    expect(counts).toEqual([{ count: 3 }]);
  });

  it('goes on with what a newer version has only added to', async () => {
    await pretendNewer('0018_upgrades');
    expect(await parsed('upgrade', '--check', '--json')).toMatchObject({
      applied_by_newer_version: ['9999_later'],
      older_processes_may_go_on: true,
      problems: [],
    });
    expect((await run('upgrade')).code).toBe(0);
    expect((await run('users', 'list')).code).toBe(0);
    expect((await run('migrate')).code).toBe(0);
  });

  it('refuses what a newer version has changed too much, as every command does', async () => {
    await pretendNewer('9998_taken_away');
    const check = await run('upgrade', '--check');
    expect(check.code).toBe(1);
    expect(check.out).toContain('PROBLEM     This database belongs to a newer Ostiary');
    for (const argv of [['upgrade'], ['migrate'], ['users', 'list'], ['serve']]) {
      const refused = await run(...argv);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('It takes a version that knows 9998_taken_away.');
    }
  });
});

describe('the backup before migrations', () => {
  beforeEach(async () => {
    installation = await testInstallation();
    opened = await sqliteDatabase({ isMigrated: false });
    env = { DATABASE_URL: opened.url };
  });
  afterEach(async () => {
    await opened.close();
    await installation.remove();
  });

  const folder = (): string => join(installation.cwd, 'data', 'backups');

  it.each(['upgrade', 'migrate'])('is made by %s: private, whole, and of before', async (command) => {
    await leaveAsBefore();
    const { backup } = (await parsed(command, '--json')) as { backup: string };
    expect(await readdir(folder())).toEqual([expect.stringMatching(/^automatic-\d{8}T\d{6}Z-before-00/)]);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    const copy = new SqliteConnection(backup, { readonly: true });
    try {
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
      const applied = copy.prepare<[], { name: string }>('select name from kysely_migration').all();
      expect(applied.map(({ name }) => name).sort()).toEqual(Object.keys(before).sort());
      expect(copy.prepare('select count(*) from audit_entries').pluck().get()).toBe(3);
    } finally {
      copy.close();
    }
  });

  it('is not made of what is new, of what is up to date, or where it is switched off', async () => {
    env['OSTIARY_BACKUP_BEFORE_MIGRATE'] = 'off';
    await leaveAsBefore();
    const plan = await parsed('upgrade', '--check', '--json');
    expect(plan).toMatchObject({ backup: { kind: 'by-hand' } });
    expect(await parsed('migrate', '--json')).toMatchObject({ backup: null });
    delete env['OSTIARY_BACKUP_BEFORE_MIGRATE'];
    expect(await parsed('migrate', '--json')).toMatchObject({ backup: null });
    await expect(readdir(folder())).rejects.toThrow(/ENOENT/);
  });

  it('leaves nothing changed where it cannot be made', async () => {
    await leaveAsBefore();
    await installation.run(['doctor'], { env });
    await writeFile(folder(), 'a file is in the way');
    const refused = await run('upgrade');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('No backup could be made in');
    expect(refused.err).toContain('OSTIARY_BACKUP_BEFORE_MIGRATE=off');
    expect((await opened.database.schemaState()).pending).toEqual(missing);
  });
});
