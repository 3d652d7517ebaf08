import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { freePort, testInstallation, type TestInstallation } from './command-line.fixture.ts';

interface Finding {
  check: string;
  status: string;
  message: string;
  hint: string | null;
}

const firstSecret = 'the first master key, long enough to be accepted';
const otherSecret = 'another master key, long enough to be accepted too';

describe('doctor, on a database that was set up', () => {
  let installation: TestInstallation;
  let env: Record<string, string>;

  beforeEach(async () => {
    installation = await testInstallation();
    env = { OSTIARY_SECRET: firstSecret, OSTIARY_PORT: String(await freePort()) };
    // Makes the signing key and the first entries of the audit log.
    await installation.run(['create-admin', '--noinput'], {
      env: {
        ...env,
        OSTIARY_ADMIN_EMAIL: 'root@test.example',
        OSTIARY_ADMIN_PASSWORD: 'quite-a-long-phrase-7',
      },
    });
  });
  afterEach(() => installation.remove());

  async function examine(secret = firstSecret): Promise<{ code: number; findings: Finding[] }> {
    const run = await installation.run(['doctor', '--json'], { env: { ...env, OSTIARY_SECRET: secret } });
    const { findings } = JSON.parse(run.out) as { findings: Finding[] };
    return { code: run.code, findings };
  }

  async function change(statement: string): Promise<void> {
    const database = await openDatabase({
      url: `sqlite:${join(installation.cwd, 'data', 'ostiary.sqlite')}`,
    });
    await database.write((tx) => sql.raw(statement).execute(tx));
    await database.close();
  }

  it('finds nothing wrong', async () => {
    const { code, findings } = await examine();
    expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(findings.find(({ check }) => check === 'master key')?.message).toBe('It opens the signing key.');
    expect(code).toBe(0);
  });

  it('says that the database belongs to a newer version, and which migration shows it', async () => {
    await change(`insert into kysely_migration (name, timestamp) values ('9999_from_the_future', 'x')`);
    await change(`update schema_support set oldest = '9998_taken_away'`);
    const { code, findings } = await examine();
    expect(code).toBe(1);
    expect(findings.filter(({ status }) => status === 'error')).toEqual([
      {
        check: 'migrations',
        status: 'error',
        message:
          'This database belongs to a newer Ostiary: it has the migration 9999_from_the_future. ' +
          'It takes a version that knows 9998_taken_away.',
        hint: 'Run that version or a later one, or restore a backup of before the upgrade.',
      },
    ]);
  });

  it('only warns when a newer version has added what this one can do without', async () => {
    await change(`insert into kysely_migration (name, timestamp) values ('9999_from_the_future', 'x')`);
    const { code, findings } = await examine();
    expect(code).toBe(0);
    expect(findings.filter(({ status }) => status !== 'ok')).toMatchObject([
      {
        check: 'migrations',
        status: 'warning',
        message: expect.stringContaining('can work with it') as string,
      },
    ]);
  });

  it('says what is still to be filled in, which is nothing wrong', async () => {
    await change(
      `update kysely_migration set timestamp = '2999-01-01T00:00:00.000Z' where name = '0016_console'`,
    );
    const { code, findings } = await examine();
    expect(code).toBe(0);
    expect(findings.filter(({ status }) => status !== 'ok')).toMatchObject([
      {
        check: 'backfills',
        status: 'warning',
        message: expect.stringMatching(/usage-from-audit \(about \d+ rows/) as string,
      },
    ]);
  });

  it('says that the master key is another one, and does not blame the audit log', async () => {
    const { code, findings } = await examine(otherSecret);
    expect(code).toBe(1);
    expect(findings.filter(({ status }) => status === 'error')).toEqual([
      {
        check: 'master key',
        status: 'error',
        message: 'The signing key cannot be opened: it was sealed under another OSTIARY_SECRET.',
        hint: 'Set OSTIARY_SECRET to the one that this database was used with.',
      },
    ]);
    expect(findings.map(({ check }) => check)).not.toContain('audit log');
  });

  it('says that the head of the audit log was altered', async () => {
    await change(`update audit_head set seq = seq - 1`);
    const { code, findings } = await examine();
    expect(code).toBe(1);
    expect(findings.filter(({ status }) => status === 'error')).toMatchObject([
      { check: 'audit log', message: expect.stringContaining('was altered') as string },
    ]);
  });

  it('changes nothing while it looks', async () => {
    const dump = async (): Promise<unknown> => {
      const database = await openDatabase({
        url: `sqlite:${join(installation.cwd, 'data', 'ostiary.sqlite')}`,
      });
      const { db } = database;
      const rows = [
        await db.selectFrom('audit_head').selectAll().execute(),
        await db.selectFrom('signing_keys').selectAll().execute(),
      ];
      await database.close();
      return rows;
    };
    const before = await dump();
    await examine(otherSecret);
    expect(await dump()).toEqual(before);
  });
});
