import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { User } from '#modules/users';
import { codeOf, createTokensFixture, operator, visitor, type TokensFixture } from '../tokens.fixture.ts';

const nowhere = '01900000-0000-7000-8000-000000000009';

describe.each(databases())('static API tokens on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;
  let ann: User;

  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
    ann = await fixture.addUser({ username: 'ann' });
  });
  afterEach(() => store.close());

  const create = async (input: { name?: string; scope?: string; expiresAt?: number | null } = {}) =>
    fixture.tokens.createApiToken(await fixture.callerOf(ann), { userId: ann.id, name: 'script', ...input });
  const check = (token: string) => codeOf(fixture.tokens.authenticateApiToken(token));
  const list = () => fixture.tokens.listApiTokens(store.database.db, ann.id);

  test('speaks for its user with its scope', async () => {
    const { token, info } = await create({ name: ' nightly report ', scope: 'reports.read users.read' });
    expect(token).toMatch(/^ost_[A-Za-z0-9_-]{43}$/);
    expect(info).toMatchObject({ name: 'nightly report', kind: 'named', userId: ann.id });
    const identity = await fixture.tokens.authenticateApiToken(token);
    expect(identity).toMatchObject({
      user: { id: ann.id },
      sessionId: null,
      scope: 'reports.read users.read',
    });
    expect(await fixture.entries('token.create')).toMatchObject([
      { actor: { type: 'user', id: ann.id }, target: { type: 'token', id: info.id } },
    ]);
  });

  test('is refused when it is unknown, revoked or expired, or its user is inactive', async () => {
    const { token, info } = await create();
    const brief = await create({ expiresAt: fixture.clock.nowMs() + 1_000 });
    expect(await check(`ost_${'A'.repeat(43)}`)).toBe('tokens.invalid');
    expect(await check(brief.token)).toBe('none');
    fixture.clock.advance(1_000);
    expect(await check(brief.token)).toBe('tokens.expired');
    await fixture.tokens.revokeApiToken(await fixture.callerOf(ann), info.id);
    expect(await check(token)).toBe('tokens.invalid');
    const later = await create();
    await store.database.write((tx) => tx.updateTable('users').set({ is_active: 0 }).execute());
    expect(await check(later.token)).toBe('tokens.user_inactive');
  });

  test('use is noted in the background, at most once a minute', async () => {
    const { token } = await create();
    const usedAt = async () => (await list())[0]?.lastUsedAt;
    const first = fixture.clock.nowMs();
    await check(token);
    await vi.waitFor(async () => expect(await usedAt()).toBe(first));
    fixture.clock.advance(59_999);
    await check(token);
    await store.database.write(() => Promise.resolve());
    expect(await usedAt()).toBe(first);
    fixture.clock.advance(1);
    await check(token);
    await vi.waitFor(async () => expect(await usedAt()).toBe(first + 60_000));
  });

  test('the login token is the same again and again, also for many logins at once', async () => {
    const other = fixture.another();
    const logins = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? fixture.tokens : other.tokens).obtainLoginToken(visitor, ann),
    );
    const given = new Set(await Promise.all(logins));
    expect(given.size).toBe(1);
    const [token] = given;
    expect(await fixture.tokens.obtainLoginToken(visitor, ann)).toBe(token);
    expect((await fixture.tokens.authenticateApiToken(token!)).user.id).toBe(ann.id);
    expect(await fixture.entries('token.create')).toHaveLength(1);
    expect(await list()).toMatchObject([{ kind: 'login', name: 'login' }]);
  });

  test('a revoked login token is followed by another', async () => {
    const first = await fixture.tokens.obtainLoginToken(visitor, ann);
    await fixture.tokens.revokeApiToken(await fixture.callerOf(ann), (await list())[0]!.id);
    const second = await fixture.tokens.obtainLoginToken(visitor, ann);
    expect(second).not.toBe(first);
    expect([await check(first), await check(second)]).toEqual(['tokens.invalid', 'none']);
  });

  test('of many that revoke at once, one does', async () => {
    const { info } = await create();
    const caller = await fixture.callerOf(ann);
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(fixture.tokens.revokeApiToken(caller, info.id))),
    );
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'tokens.api_token_not_found')).toHaveLength(11);
    expect(await fixture.events('token.revoked')).toEqual([
      { type: 'token.revoked', subjectId: info.id, data: { user_id: ann.id } },
    ]);
    expect(await fixture.entries('token.revoke')).toHaveLength(1);
    expect(await list()).toEqual([]);
  });

  test('nobody makes or revokes another’s, but for those who manage sessions and hold as much', async () => {
    const { info } = await create();
    const ben = await fixture.callerOf(await fixture.addUser({ username: 'ben' }));
    const root = await fixture.callerOf(await fixture.addUser({ username: 'root', isSuperuser: true }));
    const nobody = { act: visitor, subject: null };
    for (const caller of [ben, root]) {
      const made = fixture.tokens.createApiToken(caller, { userId: ann.id, name: 'x' });
      expect(await codeOf(made)).toBe('access.denied');
    }
    expect(await codeOf(fixture.tokens.createApiToken(nobody, { userId: ann.id, name: 'x' }))).toBe(
      'access.unauthenticated',
    );
    expect(await codeOf(fixture.tokens.createApiToken(operator, { userId: nowhere, name: 'x' }))).toBe(
      'users.not_found',
    );
    expect(await codeOf(fixture.tokens.revokeApiToken(ben, info.id))).toBe('access.denied');
    expect(await codeOf(fixture.tokens.revokeApiToken(ben, nowhere))).toBe('access.denied');
    expect(await codeOf(fixture.tokens.revokeApiToken(nobody, info.id))).toBe('access.unauthenticated');
    for (const id of [nowhere, '', '\0', 'x']) {
      expect(await codeOf(fixture.tokens.revokeApiToken(root, id))).toBe('tokens.api_token_not_found');
    }
    expect(await codeOf(fixture.tokens.revokeApiToken(root, info.id))).toBe('none');
  });

  test('bad details are refused, each with a sentence', async () => {
    const refusal = create({ name: ' ', scope: 'a  b', expiresAt: fixture.clock.nowMs() });
    await expect(refusal).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'name' }, { path: 'scope' }, { path: 'expires_at' }],
    });
    for (const name of ['a\0b', 'a\u202eb', 'a\ud800', 'x'.repeat(101)]) {
      expect(await codeOf(create({ name }))).toBe('request.invalid');
    }
    expect(await codeOf(create({ scope: 'a\nb' }))).toBe('request.invalid');
    expect(await codeOf(create({ expiresAt: NaN }))).toBe('request.invalid');
  });

  test('closing the account revokes all of them', async () => {
    const { token } = await create();
    const login = await fixture.tokens.obtainLoginToken(visitor, ann);
    await fixture.users.deactivate(operator, ann.id);
    expect(await fixture.events('token.revoked')).toHaveLength(2);
    expect(await fixture.entries('token.revoke')).toHaveLength(1);
    await fixture.users.reactivate(operator, ann.id);
    expect([await check(token), await check(login)]).toEqual(['tokens.invalid', 'tokens.invalid']);
  });

  test('what expired or was revoked more than thirty days ago is pruned', async () => {
    const expiring = await create({ expiresAt: fixture.clock.nowMs() + 1_000 });
    const revoked = await create();
    await create();
    await fixture.tokens.revokeApiToken(await fixture.callerOf(ann), revoked.info.id);
    const prune = () => store.database.write((tx) => fixture.tokens.prune(tx, fixture.clock.nowMs()));
    fixture.clock.set(expiring.info.expiresAt! + 30 * 86_400_000);
    expect(await prune()).toBe(1);
    fixture.clock.advance(1);
    expect(await prune()).toBe(1);
    expect(await list()).toHaveLength(1);
  });

  test('no secret that was given out is anywhere in the database', async () => {
    const credentials = { login: 'ann', password: 'correct' };
    const { pair } = await fixture.tokens.signIn(visitor, credentials);
    const rotated = await fixture.tokens.refresh(visitor, pair.refresh);
    const browser = await store.database.write((tx) =>
      fixture.sessions.start(tx, visitor, {
        userId: ann.id,
        amr: ['pwd'],
        lifetimeSeconds: 60,
        isBrowser: true,
      }),
    );
    const jwts = [pair.access, rotated.access, await fixture.tokens.signInSliding(visitor, credentials)];
    const opaque = [
      pair.refresh,
      rotated.refresh!,
      (await create()).token,
      await fixture.tokens.obtainLoginToken(visitor, ann),
    ];
    const bodies = opaque.map((token) => Buffer.from(token.slice(4), 'base64url'));
    // The part of each that proves something, in the spellings in which it might have been stored.
    const proofs = [
      ...bodies.slice(0, 2).map((bytes) => bytes.subarray(20, 52)),
      bodies[2]!,
      bodies[3]!.subarray(16),
      Buffer.from(browser.secret!, 'base64url'),
    ].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64url'), bytes.toString('base64')]);
    const signatures = jwts.map((jwt) => jwt.slice(jwt.lastIndexOf('.') + 1));

    const tables = await store.database.db.introspection.getTables();
    expect(tables.map((table) => table.name)).toEqual(
      expect.arrayContaining(['refresh_families', 'api_tokens']),
    );
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(store.database.db);
      const contents = JSON.stringify(rows);
      for (const secret of [...opaque, ...jwts, ...proofs, ...signatures, browser.secret!]) {
        expect(contents.includes(secret), `${name} contains a secret`).toBe(false);
      }
    }
  });
});
