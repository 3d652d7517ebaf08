import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dotToken, drfToken, simpleJwt } from '../../tokens/bulk/foreign-tokens.fixture.ts';
import { codeOf, visitor } from '../../tokens/tokens.fixture.ts';
import { createTransferFixture, operator, type TransferFixture } from '../transfer.fixture.ts';

const ann = { external_id: '1' };
const people = [
  { external_id: '1', username: 'ann' },
  { external_id: '2', username: 'bob', is_active: false },
];
const shop = {
  ...{ type: 'application', client_id: 'shop', name: 'Shop', scopes: ['read', 'write', 'openid'] },
  ...{ grant_types: ['authorization_code', 'refresh_token'], redirect_uris: ['https://shop.example.com/cb'] },
};
const tables = [
  ...(['api_tokens', 'refresh_families', 'imported_refresh_tokens', 'sessions'] as const),
  ...(['oauth_artifacts', 'oauth_grants', 'oauth_consents', 'imported_consents'] as const),
];

/** As an export writes it, of an installation with another secret. */
const keyed = `ostiary$${'A'.repeat(11)}$${'A'.repeat(43)}`;

describe.each(databases())('tokens and consents of an import on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(async () => {
    await fixture.passwords.close();
    await store.close();
  });

  const at = (ms: number): string => new Date(fixture.clock.nowMs() + ms).toISOString();
  function tokenLines() {
    const [yesterday, tomorrow] = [at(-86_400_000), at(86_400_000)];
    const times = { created_at: yesterday, expires_at: tomorrow };
    const jwt = (): string => simpleJwt('1', { iat: Date.parse(yesterday), exp: Date.parse(tomorrow) });
    return {
      consent: {
        ...{ type: 'consent', user: ann, client_id: 'shop', scopes: ['read', 'openid'] },
        created_at: yesterday,
      },
      drf: { type: 'api_token', user: { username: 'Ann' }, token: drfToken(), created_at: yesterday },
      access: {
        ...{ type: 'access_token', user: ann, client_id: 'shop', token: dotToken(), scope: 'read' },
        ...times,
      },
      ofClient: {
        type: 'access_token',
        user: null,
        client_id: 'shop',
        token: dotToken(),
        scope: 'read',
        ...times,
      },
      simple: { type: 'refresh_token', user: ann, token: jwt(), ...times },
      blacklisted: { type: 'refresh_token', user: ann, token: jwt(), ...times, is_revoked: true },
      dot: {
        ...{ type: 'refresh_token', user: ann, client_id: 'shop', token: dotToken(), scope: 'read write' },
        ...times,
      },
      ofBob: { type: 'refresh_token', user: { external_id: '2' }, token: jwt(), ...times },
    };
  }

  async function contents(): Promise<Record<string, unknown[]>> {
    const entries = await Promise.all(
      tables.map(async (table) => {
        const rows: unknown[] = await store.database.db.selectFrom(table).selectAll().execute();
        return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
      }),
    );
    return Object.fromEntries(entries);
  }

  test('a dry run says what an import then does, and doing it again changes nothing', async () => {
    const lines = tokenLines();
    const all = [...people, shop, ...Object.values(lines)];
    const counts = { created: all.length, updated: 0, unchanged: 0, failed: 0, problems: [] };
    expect(await fixture.importObjects(all, { isDryRun: true })).toMatchObject(counts);
    for (const rows of Object.values(await contents())) expect(rows).toEqual([]);
    expect(await fixture.importObjects(all)).toMatchObject(counts);
    const written = await contents();
    for (const [table, rows] of Object.entries(written)) expect([table, rows.length]).not.toEqual([table, 0]);
    expect(await fixture.importObjects(all)).toMatchObject({ created: 0, updated: 0, unchanged: all.length });
    expect(await contents()).toEqual(written);
    expect(await fixture.importObjects(Object.values(lines), { isDryRun: true })).toMatchObject({
      unchanged: Object.values(lines).length,
    });
    for (const { token } of [lines.drf, lines.access, lines.simple, lines.dot]) {
      expect(JSON.stringify([await contents(), await fixture.entries()])).not.toContain(token);
    }
  });

  test('what was imported is good for whom it was', async () => {
    const { drf, access, simple, blacklisted, dot, ofBob } = tokenLines();
    await fixture.importObjects([...people, shop, drf, access, simple, blacklisted, dot, ofBob]);
    const user = await fixture.users.findByLogin(store.database.db, 'ann');
    const { tokens } = fixture;
    await fixture.keys.ensureKey();
    expect(await tokens.authenticateApiToken(drf.token)).toMatchObject({ user: { id: user?.id }, scope: '' });
    expect(await tokens.authenticate(access.token)).toMatchObject({
      user: { id: user?.id },
      clientId: 'shop',
    });
    expect(await tokens.clientFamilies.find(dot.token)).toMatchObject({
      clientId: 'shop',
      scope: 'read write',
    });
    expect((await tokens.refresh(visitor, simple.token)).access).toMatch(/\./);
    expect(await codeOf(tokens.refresh(visitor, blacklisted.token))).toBe('tokens.blacklisted');
    expect(await codeOf(tokens.refresh(visitor, ofBob.token))).toBe('tokens.no_active_account');
    expect(await codeOf(tokens.refresh(visitor, dot.token))).toBe('tokens.invalid');
    const [info] = await tokens.listApiTokens(store.database.db, user?.id ?? '');
    expect(info).toMatchObject({ name: 'Django REST framework', createdAt: Date.parse(drf.created_at) });
  });

  test('what ended here since is not brought back', async () => {
    const lines = tokenLines();
    const all = [...people, shop, ...Object.values(lines)];
    await fixture.importObjects(all);
    const user = await fixture.users.findByLogin(store.database.db, 'ann');
    const userId = user?.id ?? '';
    await fixture.oauth.revokeGranted(operator.act, userId, 'shop');
    await store.database.write(async (tx) => {
      await fixture.tokens.revokeApiTokensOf(tx, operator.act, userId);
      await fixture.sessions.endAll(tx, operator.act, userId, 'signed_out');
    });
    expect(await fixture.importObjects(all)).toMatchObject({ unchanged: all.length, failed: 0 });
    const { tokens } = fixture;
    expect(await codeOf(tokens.authenticateApiToken(lines.drf.token))).toBe('tokens.invalid');
    expect(await codeOf(tokens.authenticate(lines.access.token))).toBe('tokens.invalid');
    expect(await codeOf(tokens.refresh(visitor, lines.simple.token))).toBe('tokens.blacklisted');
    expect(await tokens.clientFamilies.find(lines.dot.token)).toBeUndefined();
    expect(await fixture.oauth.listGranted(store.database.db, userId)).toEqual([]);
  });

  const bad: [what: string, of: keyof ReturnType<typeof tokenLines>, changes: object, problem: string[]][] = [
    ['a user whom nobody knows', 'drf', { user: { external_id: '9' } }, ['users.not_found', 'user']],
    ['no user', 'simple', { user: undefined }, ['request.invalid', 'user']],
    ['null for a user', 'drf', { user: null }, ['request.invalid', 'user']],
    [
      'a client that nobody knows',
      'access',
      { client_id: 'nobody' },
      ['applications.not_found', 'client_id'],
    ],
    ['a client that nobody knows', 'dot', { client_id: 'nobody' }, ['applications.not_found', 'client_id']],
    [
      'a client that nobody knows',
      'consent',
      { client_id: 'nobody' },
      ['applications.not_found', 'client_id'],
    ],
    ['no client', 'access', { client_id: undefined }, ['request.invalid', 'client_id']],
    ['no token', 'dot', { token: undefined }, ['request.invalid', 'token']],
    ['a token that is none of DRF', 'drf', { token: 'F'.repeat(40) }, ['request.invalid', 'token']],
    ['a token and a hash', 'drf', { token_hash: keyed }, ['request.invalid', 'token']],
    [
      'a hash under another secret',
      'drf',
      { token: undefined, token_hash: keyed },
      ['request.invalid', 'token_hash'],
    ],
    ['a hash that is none', 'drf', { token: undefined, token_hash: 'x' }, ['request.invalid', 'token_hash']],
    ['a token like ours', 'simple', { token: `ort_${'a'.repeat(90)}` }, ['request.invalid', 'token']],
    ['a signed access token', 'access', { token: 'aaaaaaaaaa.bbbbbbbbb.ccc' }, ['request.invalid', 'token']],
    ['a short token', 'dot', { token: 'short' }, ['request.invalid', 'token']],
    ['no end', 'simple', { expires_at: undefined }, ['request.invalid', 'expires_at']],
    ['null for an end', 'access', { expires_at: null }, ['request.invalid', 'expires_at']],
    ['a scope that is none', 'dot', { scope: 'a  b' }, ['request.invalid', 'scope']],
    ['a scope of no client', 'simple', { scope: 'read' }, ['request.invalid', 'scope']],
    ['two scopes in one', 'consent', { scopes: ['read', 'a b'] }, ['request.invalid', 'scopes.1']],
    ['an unknown field', 'consent', { colour: 'red' }, ['request.invalid', 'colour']],
  ];
  test.each(bad)('%s (%s) is reported, and the other lines go in', async (...[, of, changes, problem]) => {
    const { drf, ...lines } = tokenLines();
    const line = { drf, ...lines }[of];
    const [code, path] = problem;
    const other = { ...drf, token: drfToken() };
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([...people, shop, { ...line, ...changes }, other], {
        isDryRun,
      });
      expect(report).toMatchObject({ created: 4, failed: 1, problems: [{ line: 4, code, path }] });
      if ('token' in line) expect(JSON.stringify(report)).not.toContain(line.token);
    }
  });

  test('only the operator and active superusers may import them', async () => {
    const everything = ['users.import', 'users.create', 'users.update', 'applications.manage'];
    await fixture.importObjects([
      ...people,
      shop,
      { type: 'role', name: 'importer', permissions: everything },
      { external_id: '8', username: 'importer', roles: ['importer'] },
      { external_id: '9', username: 'root', is_superuser: true },
      { external_id: '10', username: 'root2', is_superuser: true },
    ]);
    const lines = Object.values(tokenLines());
    const importer = await fixture.callerOf('importer');
    for (const isDryRun of [true, false]) {
      const denied = await fixture.importObjects(lines, { isDryRun }, importer);
      expect(denied).toMatchObject({ created: 0, failed: lines.length });
      expect(new Set(denied.problems.map(({ code }) => code))).toEqual(new Set(['access.denied']));
    }
    const root = await fixture.callerOf('root');
    const limited = { ...root, subject: importer.subject };
    expect(await fixture.importObjects(lines, {}, limited)).toMatchObject({ created: 0 });
    expect(await fixture.importObjects(lines, {}, root)).toMatchObject({ created: lines.length, failed: 0 });
    const id = (await fixture.users.findByLogin(store.database.db, 'root'))?.id ?? '';
    await fixture.users.update(operator, id, { isActive: false });
    const again = Object.values(tokenLines());
    await expect(fixture.importObjects(again, {}, root)).rejects.toMatchObject({ code: 'access.denied' });
  });

  test('a token that another account has is reported, and stays with it', async () => {
    const { drf, simple } = tokenLines();
    await fixture.importObjects([...people, shop, drf, simple]);
    const stolen = [drf, simple].map((line) => ({ ...line, user: { external_id: '2' } }));
    const report = await fixture.importObjects(stolen);
    expect(report).toMatchObject({ failed: 2, problems: [{ path: 'token' }, { path: 'token' }] });
    expect(await fixture.tokens.authenticateApiToken(drf.token)).toMatchObject({ user: { username: 'ann' } });
  });

  test('thousands are taken over, also when the run is resumed', async () => {
    const many = Array.from({ length: 1_300 }, () => tokenLines().dot);
    const report = await fixture.importObjects([...people, shop, ...many]);
    expect(report).toMatchObject({ created: many.length + 3, failed: 0 });
    const { db } = store.database;
    expect(await db.selectFrom('oauth_grants').selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom('refresh_families').selectAll().execute()).toHaveLength(many.length);
    const entries = await fixture.entries();
    const spans = entries.filter(({ action }) => action === 'user.import');
    expect(spans.reduce((sum, { details }) => sum + Number(details['created']), 0)).toBe(many.length + 3);
  });
});
