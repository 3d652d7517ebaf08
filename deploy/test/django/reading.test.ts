import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '@ostiary/testkit';
import { runOstiary, temporaryDirectory } from '../../../packages/server/test/support/server-process.ts';
import { fillDjango, peopleMap, readLines, type Made } from './django-project.ts';

const now = Math.floor(Date.now() / 1000);
const [, postgres] = databases();
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => folder.remove());

interface Report {
  lines: number;
  conflicts: { table: string; key: string; code: string }[];
}

interface Read {
  made: Made;
  text: string;
  lines: Record<string, unknown>[];
  report: Report;
}

/** The lines of a database, and what is said of it. */
async function linesOf(database: string, users: 'auth' | 'people'): Promise<Omit<Read, 'made'>> {
  const output = join(folder.path, 'lines.jsonl');
  const map = join(folder.path, 'map.json');
  writeFileSync(map, JSON.stringify(peopleMap));
  const argv = ['import', 'django', '--from', database, '--output', output, '--json'];
  const { output: told } = await runOstiary([...argv, ...(users === 'people' ? ['--map', map] : [])], {});
  const report = JSON.parse(told.slice(told.indexOf('{'), told.lastIndexOf('}') + 1)) as Report;
  return { text: readFileSync(output, 'utf8'), lines: readLines(output), report };
}

async function read(database: string, users: 'auth' | 'people'): Promise<Read> {
  const made = await fillDjango({ database, users, crowd: 2_500, now });
  return { made, ...(await linesOf(database, users)) };
}

/** The same tables where nobody looks unless told to. */
async function moveToSchema(url: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`alter schema public rename to ${schema}`);
    await client.query('create schema public');
  } finally {
    await client.end();
  }
}

interface Both {
  sqlite: Read;
  postgres: Read;
  /** Of PostgreSQL again, by the name of a schema. */
  schema: Omit<Read, 'made'>;
}

async function onBoth(users: 'auth' | 'people'): Promise<Both> {
  const sqlite = await read(join(folder.path, `${users}.sqlite3`), users);
  const server = await postgres?.open({ isMigrated: false });
  if (!server) throw new Error('No PostgreSQL');
  try {
    const onServer = await read(server.url, users);
    await moveToSchema(server.url, 'shop');
    const url = new URL(server.url);
    url.searchParams.set('schema', 'shop');
    return { sqlite, postgres: onServer, schema: await linesOf(url.href, users) };
  } finally {
    await server.close();
  }
}

const typed = ({ lines }: Read, type: string) => lines.filter((line) => line['type'] === type);

describe.each(['auth', 'people'] as const)('a real Django with users of its kind %s', (users) => {
  let both: Both;
  beforeAll(async () => {
    both = await onBoth(users);
  }, 300_000);

  test('is read alike from SQLite and PostgreSQL', () => {
    expect(both.postgres.made).toEqual(both.sqlite.made);
    expect(both.postgres.text).toBe(both.sqlite.text);
    expect(both.postgres.report).toEqual(both.sqlite.report);
    expect(both.schema.text).toBe(both.sqlite.text);
  });

  test('gives everybody who can be brought over, with their keys', () => {
    const { made } = both.sqlite;
    const people = typed(both.sqlite, 'user');
    expect(people).toHaveLength(made.total_users);
    const byKey = new Map(people.map((line) => [line['external_id'], line]));
    for (const user of made.users) {
      const hash = user.password === null ? undefined : (expect.any(String) as string);
      expect(byKey.get(user.id), user.kind).toMatchObject({
        ...(user.email !== '' && { email: user.email }),
        ...(user.username !== null && { username: user.username }),
        ...{ is_active: user.is_active, is_staff: user.is_staff ?? false },
        ...{ is_superuser: user.is_superuser ?? false },
      });
      expect(byKey.get(user.id)?.['password_hash'], user.kind).toEqual(hash);
    }
    const member = byKey.get(made.member.id);
    expect(member?.['groups']).toEqual(made.member.groups);
    expect(member?.['roles']).toContain(`permission:${made.member.permission}`);
    if (users === 'people')
      expect(member).toMatchObject({
        email_verified: true,
        roles: expect.arrayContaining(['admin']) as string[],
      });
  });

  test('gives groups with a role that holds their permissions', () => {
    const { made } = both.sqlite;
    const roles = new Map(typed(both.sqlite, 'role').map(({ name, permissions }) => [name, permissions]));
    const groups = typed(both.sqlite, 'group').map(({ name, roles: held }) => [
      name,
      (held as string[]).flatMap((role) => roles.get(role) as string[]).sort(),
    ]);
    expect(Object.fromEntries(groups)).toEqual(made.groups);
  });

  test('gives the tokens that still hold, and those that must not', () => {
    const { made } = both.sqlite;
    const keys = typed(both.sqlite, 'api_token').map(({ user, token }) => [user, token]);
    expect(keys.sort()).toEqual(made.drf_tokens.map(({ user, key }) => [{ external_id: user }, key]).sort());
    const refresh = new Map(typed(both.sqlite, 'refresh_token').map((line) => [line['token'], line]));
    const kinds = [...made.simplejwt, ...made.dot_refresh].map(({ token, kind }) => [
      kind === 'expired' && token.startsWith('ey') ? undefined : ['blacklisted', 'revoked'].includes(kind),
      refresh.has(token) ? refresh.get(token)?.['is_revoked'] === true : undefined,
    ]);
    for (const [expected, found] of kinds) expect(found).toBe(expected);
    expect(refresh.size).toBe(kinds.filter(([expected]) => expected !== undefined).length);
    const access = typed(both.sqlite, 'access_token').map(({ token }) => token);
    const live = made.dot_access.filter(({ kind }) => kind !== 'expired').map(({ token }) => token);
    expect(access.sort()).toEqual(live.sort());
  });

  test('gives its applications, with secrets in clear and hashed', () => {
    const { made } = both.sqlite;
    const applications = typed(both.sqlite, 'application');
    expect(applications.map((line) => line['client_id'])).toEqual(
      made.applications.map((one) => one.client_id),
    );
    for (const [index, { secret, client_type: type, name }] of made.applications.entries()) {
      const hashed = [{ secret_hash: expect.stringMatching(/^pbkdf2_sha256\$/) as string }];
      const kept = name.endsWith('-hashed') ? hashed : [{ secret }];
      expect(applications[index]?.['secrets'], name).toEqual(type === 'public' ? undefined : kept);
    }
  });

  test('says what cannot be brought over as it is', () => {
    const { made, report } = both.sqlite;
    const found = report.conflicts.map(({ code, key }) => `${code} ${key}`);
    expect(found).toContain(`django.password_hash ${String(made.conflicts['hash'])}`);
    for (const key of made.conflicts['emails'] ?? []) expect(found).toContain(`django.email_shared ${key}`);
    for (const key of made.conflicts['usernames'] ?? [])
      expect(found).toContain(`django.username_shared ${key}`);
    if (users === 'people') expect(found).toContain(`django.level ${String(made.conflicts['level'])}`);
    const grants = report.conflicts.filter(({ code }) => code === 'django.grant').length;
    const lost = made.applications.filter(({ grant, client_type: type }) => {
      const isOwn = grant === 'client-credentials' && type === 'public';
      return isOwn || ['implicit', 'password', 'openid-hybrid'].includes(grant);
    });
    expect(grants).toBe(lost.length);
    expect(report.conflicts.filter(({ code }) => code === 'django.redirect_uri')).toHaveLength(1);
  });
});
