import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testInstallation, type Run, type TestInstallation } from '../command-line.fixture.ts';
import { createDjangoFile, type DjangoRow } from './django-file.fixture.ts';

let folder: string;
let installation: TestInstallation;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-django-'));
  installation = await testInstallation();
});
afterAll(async () => {
  await installation.remove();
  await rm(folder, { recursive: true, force: true });
});

let count = 0;

/** Reads a database with these rows, and gives its lines and what is told. */
async function read(rows: readonly DjangoRow[], more = '', map?: object): Promise<Run & { lines: string }> {
  const from = join(folder, `${String((count += 1))}.sqlite3`);
  createDjangoFile(from, rows, more);
  const mapFile = join(folder, 'map.json');
  if (map !== undefined) await writeFile(mapFile, JSON.stringify(map));
  const output = join(folder, `${String(count)}.jsonl`);
  const argv = ['import', 'django', '--from', from, '--output', output, '--json'];
  const run = await installation.run([...argv, ...(map === undefined ? [] : ['--map', mapFile])]);
  return { ...run, lines: await readFile(output, 'utf8').catch(() => '') };
}

interface Told {
  conflicts: { table: string; key: string; code: string; path: string; message: string }[];
  conflicts_left_out: number;
}

const told = (run: Run): Told => JSON.parse(run.out) as Told;
const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const ann: DjangoRow = { id: 1, username: 'ann', email: 'ann@example.org' };

describe('a database of Django', () => {
  it('needs no Ostiary to become a file, which is for its owner alone', async () => {
    const { code, lines } = await read([ann]);
    expect(code).toBe(0);
    expect(linesOf(lines)).toEqual([
      {
        ...{ type: 'user', external_id: '1', email: 'ann@example.org', username: 'ann' },
        ...{ first_name: '', last_name: '', is_active: true, is_staff: false, is_superuser: false },
        created_at: '2024-02-03T04:05:06.789Z',
      },
    ]);
    expect((await stat(join(folder, `${String(count)}.jsonl`))).mode & 0o777).toBe(0o600);
    await expect(stat(join(installation.cwd, 'data'))).rejects.toThrow('ENOENT');
  });

  it('gives nobody what two people share but for case', async () => {
    const rows = [
      { ...ann, email: 'Same@example.org' },
      { id: 2, username: 'Bob', email: 'same@Example.org ' },
      { id: 3, username: 'bob', email: 'bob@example.org' },
    ];
    const run = await read(rows);
    expect(run.code).toBe(1);
    expect(linesOf(run.lines).map(({ email, username }) => [email, username])).toEqual([
      [undefined, 'ann'],
      ['bob@example.org', undefined],
    ]);
    expect(told(run).conflicts.map(({ key, code }) => [key, code])).toEqual([
      ['1', 'django.email_shared'],
      ['2', 'django.email_shared'],
      ['2', 'django.username_shared'],
      ['2', 'django.no_identifier'],
      ['3', 'django.username_shared'],
    ]);
  });

  it('leaves out hashes and dates that mean nothing here, and never repeats a hash', async () => {
    const hash = 'crypt$$abFZSxKKdq5s2';
    const run = await read([{ ...ann, password: hash, date_joined: '0001-01-01 00:00:00' }]);
    expect(Object.keys(linesOf(run.lines)[0] ?? {})).not.toContain('created_at');
    expect(told(run).conflicts).toMatchObject([
      { table: 'auth_user', key: '1', code: 'django.date', path: 'date_joined' },
      { table: 'auth_user', key: '1', code: 'django.password_hash', path: 'password' },
    ]);
    expect(run.out + run.lines).not.toContain('abFZSxKKdq5s2');
  });

  it('tells the first thousand conflicts and counts the rest', async () => {
    const rows = Array.from({ length: 1_003 }, (_, id) => ({
      id,
      username: `u${String(id)}`,
      email: 'one@example.org',
    }));
    const { conflicts, conflicts_left_out: leftOut } = told(await read(rows));
    expect([conflicts.length, leftOut]).toEqual([1_000, 3]);
  });

  it('tells of a line that Ostiary refuses which row it is about', async () => {
    const from = join(folder, 'refused.sqlite3');
    createDjangoFile(from, [ann, { id: 2, username: 'with space', email: '' }]);
    const run = await installation.run(['import', 'django', '--from', from, '--dry-run']);
    expect(run).toMatchObject({ code: 1 });
    expect(run.err).toMatch(/^auth_user 2: username: Enter a valid username/m);
    expect(run.out).toBe('Nothing was written. It would be: 1 created, 0 updated, 0 unchanged, 1 failed.\n');
  });
});

const held = `
  insert into django_content_type values (1, 'shop', 'order'), (2, 'users', 'user');
  insert into auth_permission values (1, 1, 'add_order', 'Can add order'), (2, 2, 'add_user', 'Can add user'),
    (3, 1, 'delete_order', 'Can delete order');
  insert into auth_group values (1, 'Clerks'), (2, 'Editors'), (3, 'editors'), (4, 'a' || char(9) || 'b');
  insert into auth_group_permissions values (1, 1, 1), (2, 1, 2);
  insert into auth_user_groups values (1, 1, 1), (2, 1, 2);
  insert into auth_user_user_permissions values (1, 1, 3);`;

describe('groups and permissions', () => {
  it('become groups that hold a role, and roles; those that cannot be kept are told', async () => {
    const run = await read([ann], held);
    expect(linesOf(run.lines)).toMatchObject([
      { type: 'permission', name: 'shop.add_order', description: 'Can add order' },
      { type: 'permission', name: 'shop.delete_order' },
      { type: 'role', name: 'group:clerks', permissions: ['shop.add_order'] },
      { type: 'role', name: 'permission:shop.delete_order', permissions: ['shop.delete_order'] },
      { type: 'group', name: 'Clerks', roles: ['group:clerks'] },
      { type: 'user', roles: ['permission:shop.delete_order'], groups: ['Clerks'] },
    ]);
    expect(told(run).conflicts.map(({ table, key, code }) => [table, key, code])).toEqual([
      ['auth_permission', '2', 'django.permission'],
      ['auth_group', '2', 'django.group_name'],
      ['auth_group', '3', 'django.group_name'],
      ['auth_group', '4', 'django.group_name'],
    ]);
  });

  it('get other names by the map', async () => {
    const groups = { editors: 'Small editors', 'a\tb': 'A and B' };
    const run = await read([ann], held, { groups, permission_labels: { users: 'people' } });
    expect(run.code).toBe(0);
    const named = linesOf(run.lines).filter(({ type }) => type !== 'user');
    expect(named.map(({ type, name }) => [type, name])).toEqual([
      ...['shop.add_order', 'people.add_user', 'shop.delete_order'].map((name) => ['permission', name]),
      ...['group:clerks', 'permission:shop.delete_order'].map((name) => ['role', name]),
      ...['Clerks', 'Editors', 'Small editors', 'A and B'].map((name) => ['group', name]),
    ]);
  });
});

const clients = `
  create table shop_client (id integer primary key, client_id text, name text, client_type text, client_secret text,
    authorization_grant_type text, redirect_uris text, user_id integer references auth_user (id),
    skip_authorization bool, algorithm text, created datetime, hash_client_secret bool,
    post_logout_redirect_uris text, allowed_origins text);
  create table oauth2_provider_accesstoken (id integer primary key, user_id integer references auth_user (id),
    application_id integer references shop_client (id), token text, scope text, created datetime, expires datetime);
  insert into shop_client values (7, 'shop', 'Shop', 'confidential', 'sesame', 'authorization-code',
    'https://shop.example.org/cb', 1, 1, '', '2024-02-03 04:05:06', 0, 'https://shop.example.org/bye http://x.example',
    'https://shop.example.org');
  insert into oauth2_provider_accesstoken values
    (1, 1, 7, 'live', 'read openid admin', '2024-02-03 04:05:06', '2124-02-03 04:05:06'),
    (2, null, 7, 'own', 'write admin', '2024-02-03 04:05:06', '2124-02-03 04:05:06'),
    (3, 1, 7, 'late', 'read write', '2024-02-03 04:05:06', '2024-02-03 05:05:06');`;

describe('clients of a model of their own, with the columns of later versions', () => {
  it('are found by the tokens that name them', async () => {
    const run = await read([ann], clients);
    const [, application, ...others] = linesOf(run.lines);
    expect(application).toMatchObject({
      ...{ type: 'application', client_id: 'shop', is_first_party: true, owner: { external_id: '1' } },
      post_logout_redirect_uris: ['https://shop.example.org/bye'],
      allowed_origins: ['https://shop.example.org'],
      secrets: [{ secret: 'sesame' }],
    });
    const about = { client_id: 'shop', created_at: '2024-02-03T04:05:06Z' };
    const expires_at = '2124-02-03T04:05:06Z';
    const user = { external_id: '1' };
    expect(others).toEqual([
      { type: 'consent', user, ...about, scopes: ['openid', 'read'] },
      { type: 'access_token', token: 'live', user, ...about, scope: 'read openid', expires_at },
      { type: 'access_token', token: 'own', user: null, ...about, scope: 'write', expires_at },
    ]);
    expect(told(run).conflicts.map(({ table, key, code }) => [table, key, code])).toEqual([
      ['shop_client', '7', 'django.redirect_uri'],
      ['oauth2_provider_accesstoken', '1', 'django.scope'],
    ]);
    expect(run.out).not.toContain('sesame');
  });
});

describe('a database that is not understood', () => {
  const fails = async (more: string, map?: object): Promise<string> => {
    const run = await read([ann], more, map);
    expect(run).toMatchObject({ code: 1, out: '', lines: '' });
    return run.err;
  };

  const wrongIn = (text: string): { path: string; message: string }[] =>
    (JSON.parse(text) as { error: { errors: { path: string; message: string }[] } }).error.errors;

  it('is not guessed about', async () => {
    const more = `
      create table accounts_person (id integer primary key, email text);
      create table authtoken_token (key text primary key, user_id integer references accounts_person (id), created text);
      create table oauth2_provider_application (id integer primary key, user_id integer references auth_user (id));`;
    expect(await fails(more)).toContain('accounts_person, auth_user. Nothing was guessed.');
  });

  it('is told by a map, of which every mistake is named at once', async () => {
    const map = {
      ...{ tabel: 'x', key: 7, groups: [], level: { roles: {} } },
      fields: { email: true, nickname: 'x', is_staff: 'staff' },
      permission_labels: { users: 'Not This' },
    };
    expect(
      wrongIn(await fails('', map))
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      ...['fields.email', 'fields.nickname', 'groups', 'key', 'level.column', 'level.roles'],
      ...['permission_labels.users', 'tabel'],
    ]);
    const unfit = {
      fields: { email: 'mail', username: null },
      level: { column: 'level', roles: { 0: 'owner' } },
    };
    expect(wrongIn(await fails('', unfit))).toMatchObject([
      { path: 'fields.email', message: 'auth_user has no column mail.' },
      { path: 'level.column', message: 'auth_user has no column level.' },
    ]);
    expect(await fails('', { table: 'people' })).toContain('There is no table people.');
  });

  it('is named without the password of its address', async () => {
    const from = 'postgres://reader:open-sesame@127.0.0.1:1/shop';
    const run = await installation.run(['import', 'django', '--from', from, '--dry-run']);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('The database of Django cannot be read');
    expect(run.err).not.toContain('open-sesame');
    const none = await installation.run(['import', 'django', '--from', 'nowhere.sqlite3', '--dry-run']);
    expect(none.err).toContain('The database of Django cannot be read');
  });
});
