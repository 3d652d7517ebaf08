import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { testInstallation, type Run, type TestInstallation } from './command-line.fixture.ts';

const password = 'quite-a-long-phrase-7';
let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation();
  await installation.run(['migrate']);
});
afterAll(() => installation.remove());

const ostiary: TestInstallation['run'] = (argv, options) => installation.run(argv, options);
const parsed = (run: Run): unknown => JSON.parse(run.out);

describe('the command line itself', () => {
  it('explains itself and gives its version', async () => {
    const help = await ostiary(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of 'serve migrate doctor create-admin users roles keys audit blocklist prune'.split(
      ' ',
    )) {
      expect(help.out).toContain(`  ${name}`);
      const ofCommand = await ostiary([name, '--help']);
      expect(ofCommand.out).toMatch(/Examples?(, for cron)?:\n/);
    }
    const version = await ostiary(['--version']);
    expect(version.code).toBe(0);
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['prnue'], 'Did you mean prune?'],
    [['users', 'list', '--serach', 'x'], 'Did you mean --search?'],
    [['users', 'list', '--limit', '-3'], 'whole number'],
    [['users', 'show'], "missing required argument 'user'"],
    [['roles', 'grant', 'anna'], "missing required argument 'role'"],
    [['blocklist', 'add', '203.0.113.7', '--for', 'ever'], '30m, 12h or 7d'],
    [['users', 'create', '--password-stdin', '--without-password'], 'exclude each other'],
  ])('%j is wrong usage', async (argv, message) => {
    const run = await ostiary(argv);
    expect(run.code).toBe(2);
    expect(run.err).toContain(message);
    expect(run.out).toBe('');
  });

  it('reports every wrong setting at once and does nothing', async () => {
    const run = await ostiary(['users', 'list'], { env: { OSTIARY_PRT: '1', OSTIARY_PORT: 'x' } });
    expect(run.code).toBe(1);
    expect(run.err).toContain(
      'CFG-E001  OSTIARY_PRT is not a setting.\n            Did you mean OSTIARY_PORT?',
    );
    expect(run.err).toContain('CFG-E002  OSTIARY_PORT is “x”');
  });

  it('shows no stack trace unless it is debugging', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' };
    const run = await ostiary(['users', 'list'], { env });
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('The database cannot be used: connect ECONNREFUSED');
    expect(run.err).not.toMatch(/hunter2|\n +at /);
    const debugging = await ostiary(['users', 'list'], { env: { ...env, OSTIARY_LOG_LEVEL: 'debug' } });
    expect(debugging.err).toMatch(/\n +at /);
  });
});

describe('migrate', () => {
  it('says what is missing, applies it, and then has nothing to do', async () => {
    const fresh = await testInstallation();
    try {
      const before = JSON.parse((await fresh.run(['migrate', '--status', '--json'])).out) as {
        pending: string[];
      };
      expect(before.pending[0]).toBe('0001_audit_and_events');
      const applied = await fresh.run(['migrate', '--json']);
      expect(JSON.parse(applied.out)).toEqual({ applied: before.pending, backup: null });
      expect((await fresh.run(['migrate'])).out).toBe('The database is up to date.\n');
    } finally {
      await fresh.remove();
    }
  });
});

describe('users', () => {
  it('names every flag that is missing when there is no terminal', async () => {
    const run = await ostiary(['users', 'create']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('Missing: --email or --username, --password-stdin or --without-password.');
  });

  it('are created, shown by any name, and listed by page', async () => {
    const argv = [
      'users',
      'create',
      '--email',
      'Anna@Test.example',
      '--first-name',
      'Anna',
      '--role',
      'read-write',
    ];
    const created = await ostiary([...argv, '--password-stdin', '--json'], { input: `${password}\n` });
    expect(created.code).toBe(0);
    const { id } = parsed(created) as { id: string };
    expect(created.out).not.toContain(password);
    for (const name of [id, 'anna@test.EXAMPLE']) {
      const shown = parsed(await ostiary(['users', 'show', name, '--json']));
      expect(shown).toMatchObject({
        id,
        first_name: 'Anna',
        is_active: true,
        roles: ['read-write'],
        level: 3,
      });
    }
    await ostiary(['users', 'create', '--username', 'bert', '--without-password']);
    const page = ['users', 'list', '--limit', '1', '--json'];
    const first = parsed(await ostiary(page)) as { next_cursor: string };
    expect(first).toMatchObject({ items: [{ id }] });
    const second = parsed(await ostiary([...page, '--cursor', first.next_cursor]));
    expect(second).toMatchObject({ items: [{ username: 'bert' }], next_cursor: null });
    const table = await ostiary(['users', 'list', '--search', 'ber']);
    expect(table.out.split('\n')[1]).toMatch(/^[0-9a-f-]{36} {2}- +bert +yes +no +no +\d{4}-/);
  });

  it('that exist already or are unknown are refused with the code of the API', async () => {
    const again = await ostiary(['users', 'create', '--username', 'BERT', '--without-password']);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('(users.username_taken)');
    expect(await ostiary(['users', 'show', 'nobody'])).toMatchObject({ code: 1, out: '' });
  });

  it('with a weak password are refused with the reason', async () => {
    const run = await ostiary(['users', 'create', '--username', 'carl', '--password-stdin'], {
      input: 'short',
    });
    expect(run.code).toBe(1);
    expect(run.err).toContain('(passwords.too_weak)\n  password: ');
  });
});

async function rolesOf(user: string): Promise<string[]> {
  const { roles } = parsed(await ostiary(['users', 'show', user, '--json'])) as { roles: string[] };
  return roles;
}

describe('roles', () => {
  it('are listed, given and taken, which the audit log remembers with the operator', async () => {
    await ostiary(['users', 'create', '--username', 'dora', '--without-password']);
    expect((await ostiary(['roles', 'grant', 'dora', 'admin'])).out).toBe('dora has the role admin now.\n');
    expect(await rolesOf('dora')).toContain('admin');
    expect(await ostiary(['roles', 'revoke', 'dora', 'admin'])).toMatchObject({ code: 0 });
    expect(await rolesOf('dora')).not.toContain('admin');
    const entries = parsed(await ostiary(['audit', 'list', '--action', 'role.revoke', '--json']));
    expect(entries).toMatchObject({
      items: [{ outcome: 'success', actor: { type: 'command', id: 'tester' }, address: null }],
    });
    const roles = parsed(await ostiary(['roles', 'list', '--json'])) as { items: { name: string }[] };
    expect(roles.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['owner', 'investor', 'admin', 'read-write', 'read-only']),
    );
  });

  it.each([
    [['roles', 'grant', 'nobody', 'admin'], 'users.not_found'],
    [['roles', 'grant', 'dora', 'emperor'], 'access.role_not_found'],
    [['roles', 'grant', '--group', 'nobodies', 'admin'], 'access.group_not_found'],
  ])('%j is refused', async (argv, code) => {
    const run = await ostiary(argv);
    expect(run.code).toBe(1);
    expect(run.err).toContain(`(${code})`);
  });
});

describe('keys, blocklist and prune', () => {
  it('rotate keeps the old key until its tokens have expired', async () => {
    const { id } = parsed(await ostiary(['keys', 'rotate', '--json'])) as { id: string };
    const { items: keys } = parsed(await ostiary(['keys', 'list', '--json'])) as {
      items: { id: string; retired_at: string | null }[];
    };
    expect(keys).toHaveLength(2);
    expect(keys.filter((key) => key.retired_at === null).map((key) => key.id)).toEqual([id]);
  });

  it('blocks an address for a while and lets it in again', async () => {
    const argv = [
      'blocklist',
      'add',
      '203.0.113.7',
      '--reason',
      'spraying\u001b[2J',
      '--for',
      '7d',
      '--json',
    ];
    const block = parsed(await ostiary(argv)) as { created_at: string; expires_at: string };
    expect(block).toMatchObject({ range: '203.0.113.7/32' });
    const days = (Date.parse(block.expires_at) - Date.parse(block.created_at)) / 86_400_000;
    expect(days).toBeCloseTo(7, 3);
    const list = await ostiary(['blocklist', 'list']);
    expect(list.out).toContain('spraying\u{FFFD}[2J');
    expect(await ostiary(['blocklist', 'remove', '203.0.113.7'])).toMatchObject({ code: 0 });
    expect(await ostiary(['blocklist', 'remove', '203.0.113.7'])).toMatchObject({ code: 1 });
    expect(parsed(await ostiary(['blocklist', 'list', '--json']))).toEqual({
      items: [],
      next_cursor: null,
    });
  });

  it('prune counts what it deleted', async () => {
    const { deleted } = parsed(await ostiary(['prune', '--json'])) as { deleted: Record<string, number> };
    expect(deleted).toMatchObject({ keys: 0, sessions: 0, tokens: 0 });
  });
});

describe('audit verify', () => {
  it('finds nothing wrong in an honest log, and names the first entry that was altered', async () => {
    const honest = await ostiary(['audit', 'verify', '--json']);
    expect(honest.code).toBe(0);
    expect(parsed(honest)).toMatchObject({ is_intact: true });
    const url = `sqlite:${join(installation.cwd, 'data', 'ostiary.sqlite')}`;
    const database = await openDatabase({ url });
    await database.write(async (tx) => {
      await sql`update audit_entries set outcome = 'denied' where seq in (3, 4)`.execute(tx);
    });
    await database.close();
    const altered = await ostiary(['audit', 'verify', '--json']);
    expect(altered.code).toBe(1);
    expect(parsed(altered)).toMatchObject({ is_intact: false, first_bad_seq: 3 });
    expect((await ostiary(['audit', 'verify'])).out).toContain('First bad entry: 3 ');
  });
});
