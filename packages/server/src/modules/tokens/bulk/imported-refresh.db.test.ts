import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  claimsOf,
  codeOf,
  createTokensFixture,
  operator,
  tokenConfig,
  visitor,
  type TokensFixture,
} from '../tokens.fixture.ts';
import { simpleJwt } from './foreign-tokens.fixture.ts';
import type { ImportedRefresh, TakenOver } from './tokens.bulk.types.ts';

const dayMs = 86_400_000;
const windowMs = tokenConfig.reuseWindowSeconds * 1000;

describe.each(databases())('imported refresh tokens on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;
  let ann: User;
  let createdAt: number;
  let expiresAt: number;
  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
    ann = await fixture.addUser({ username: 'ann' });
    createdAt = fixture.clock.nowMs() - dayMs;
    expiresAt = fixture.clock.nowMs() + dayMs;
  });
  afterEach(() => store.close());

  const importAll = (tokens: ImportedRefresh[]): Promise<TakenOver[]> =>
    store.database.write((tx) =>
      fixture.tokens.bulk.importRefreshTokens({ db: tx, tx, act: operator.act }, tokens),
    );
  const lineOf = (changes: Partial<ImportedRefresh> = {}): ImportedRefresh => ({
    text: simpleJwt('7', { iat: createdAt, exp: changes.expiresAt ?? expiresAt }),
    ...{ userId: ann.id, clientId: null, scope: '', createdAt, expiresAt, isRevoked: false },
    ...changes,
  });
  async function imported(changes: Partial<ImportedRefresh> = {}): Promise<string> {
    const line = lineOf(changes);
    expect(await importAll([line])).toEqual(['created']);
    return line.text;
  }
  const refresh = (text: string) => fixture.tokens.refresh(visitor, text);
  const familiesOf = (user: User) =>
    store.database.db.selectFrom('refresh_families').selectAll().where('user_id', '=', user.id).execute();

  test('one refreshes to a pair of ours, in a session that its user can see', async () => {
    const text = await imported();
    await fixture.tokens.verify(text);
    const pair = await refresh(text);
    expect(pair.refresh).toMatch(/^ort_/);
    const [session] = await fixture.sessions.list(store.database.db, ann.id);
    expect(claimsOf(pair.access)).toMatchObject({
      sub: ann.id,
      sid: session?.id,
      auth_time: createdAt / 1000,
    });
    expect(session).toMatchObject({ amr: [], acr: 'aal1', createdAt, address: null });
    expect(await fixture.tokens.authenticate(pair.access)).toMatchObject({ user: { id: ann.id } });
    expect((await refresh(String(pair.refresh))).refresh).toMatch(/^ort_/);
    expect(await fixture.users.get(store.database.db, ann.id)).toMatchObject({ lastSignInAt: null });
  });

  test('again within the window one gives the same successor, after it both are signed out', async () => {
    const text = await imported();
    const { refresh: successor = '' } = await refresh(text);
    fixture.clock.advance(windowMs - 1);
    expect((await refresh(text)).refresh).toBe(successor);
    fixture.clock.advance(1);
    expect(await codeOf(fixture.tokens.verify(text))).toBe('tokens.blacklisted');
    await fixture.tokens.verify(successor);
    expect(await codeOf(refresh(text))).toBe('tokens.blacklisted');
    expect(await codeOf(refresh(successor))).toBe('tokens.blacklisted');
    expect(await fixture.sessions.list(store.database.db, ann.id)).toEqual([]);
    expect(await fixture.entries('token.refresh_replayed')).toHaveLength(1);
  });

  test('twenty at once of one rotate it once, and all get the same', async () => {
    const text = await imported();
    const other = fixture.another();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? fixture.tokens : other.tokens).refresh(visitor, text),
      ),
    );
    expect(new Set(answers.map((answer) => answer.refresh)).size).toBe(1);
    expect(await familiesOf(ann)).toMatchObject([{ generation: 1, ended_at: null }]);
  });

  test('one that was blacklisted is refused as such, and as expired when its time is over', async () => {
    const text = await imported({ isRevoked: true });
    for (const use of [refresh, (it: string) => fixture.tokens.blacklist(visitor, it)]) {
      expect(await codeOf(use(text))).toBe('tokens.blacklisted');
    }
    expect(await codeOf(fixture.tokens.verify(text))).toBe('tokens.blacklisted');
    expect(await fixture.sessions.list(store.database.db, ann.id)).toEqual([]);
    fixture.clock.advance(dayMs);
    expect(await codeOf(refresh(text))).toBe('tokens.expired');
  });

  test('one that had expired, or expires here, is refused as expired', async () => {
    const old = await imported({ expiresAt: fixture.clock.nowMs() - 1 });
    expect(await codeOf(refresh(old))).toBe('tokens.expired');
    const text = await imported();
    fixture.clock.advance(dayMs);
    expect(await codeOf(refresh(text))).toBe('tokens.expired');
    expect(await codeOf(fixture.tokens.verify(text))).toBe('tokens.expired');
  });

  test('one that expired long ago is not kept', async () => {
    const line = lineOf({ expiresAt: fixture.clock.nowMs() - 31 * dayMs });
    expect(await importAll([line])).toEqual(['unchanged']);
    expect(await codeOf(refresh(line.text))).toBe('tokens.invalid');
  });

  test('one that nobody imported is invalid, and so is a changed one', async () => {
    const text = await imported();
    expect(await codeOf(refresh(simpleJwt('7', { iat: createdAt, exp: expiresAt })))).toBe('tokens.invalid');
    expect(await codeOf(refresh(`${text}x`))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.verify(`${text}x`))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.authenticate(text))).toBe('tokens.invalid');
  });

  test('blacklisting one signs its user out', async () => {
    const text = await imported();
    await fixture.tokens.blacklist(visitor, text);
    expect(await codeOf(refresh(text))).toBe('tokens.blacklisted');
    expect(await fixture.sessions.list(store.database.db, ann.id)).toEqual([]);
  });

  test('one of a user who is switched off, before or after, stays refused', async () => {
    const bob = await fixture.addUser({ username: 'bob', isActive: false });
    const before = await imported({ userId: bob.id });
    expect(await codeOf(refresh(before))).toBe('tokens.no_active_account');
    const after = await imported();
    await fixture.users.update(operator, ann.id, { isActive: false });
    expect(await codeOf(refresh(after))).toBe('tokens.no_active_account');
    for (const user of [ann, bob]) await fixture.users.update(operator, user.id, { isActive: true });
    for (const text of [before, after]) expect(await codeOf(refresh(text))).toBe('tokens.blacklisted');
  });

  test('twice the same changes nothing, and brings back nothing that was used or ended', async () => {
    const [used, ended, fresh] = [lineOf(), lineOf(), lineOf()];
    const lines = [used, ended, fresh, fresh];
    expect(await importAll(lines)).toEqual(['created', 'created', 'created', 'unchanged']);
    await refresh(used.text);
    await fixture.tokens.blacklist(visitor, ended.text);
    const before = await familiesOf(ann);
    expect(await importAll(lines)).toEqual(Array(4).fill('unchanged'));
    expect(await familiesOf(ann)).toEqual(before);
    fixture.clock.advance(windowMs);
    expect(await codeOf(refresh(used.text))).toBe('tokens.blacklisted');
    expect(await codeOf(refresh(ended.text))).toBe('tokens.blacklisted');
    await refresh(fresh.text);
  });

  test('one that was blacklisted there since it was imported ends here, and not the other way round', async () => {
    const line = lineOf();
    await importAll([line]);
    const { refresh: successor = '' } = await refresh(line.text);
    expect(await importAll([{ ...line, isRevoked: true }])).toEqual(['updated']);
    expect(await importAll([{ ...line, isRevoked: true }, line])).toEqual(['unchanged', 'unchanged']);
    expect(await codeOf(refresh(successor))).toBe('tokens.blacklisted');
    expect(await fixture.entries('session.end')).toMatchObject([
      { details: { reason: 'revoked_elsewhere' } },
    ]);
  });

  test('what another account has is not given away', async () => {
    const bob = await fixture.addUser({ username: 'bob' });
    const line = lineOf();
    await importAll([line]);
    expect(await importAll([{ ...line, userId: bob.id }])).toMatchObject([{ code: 'request.invalid' }]);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { db } = store.database;
    const line = lineOf();
    const target = { db, tx: null, act: operator.act };
    expect(
      await fixture.tokens.bulk.importRefreshTokens(target, [line, lineOf({ isRevoked: true })]),
    ).toEqual(['created', 'created']);
    expect(await familiesOf(ann)).toEqual([]);
    expect(await codeOf(refresh(line.text))).toBe('tokens.invalid');
  });

  test('what is kept of one says nothing about it, and goes when it has long expired', async () => {
    const text = await imported();
    const rows = () => store.database.db.selectFrom('imported_refresh_tokens').selectAll().execute();
    expect(await rows()).toMatchObject([{ expires_at: expiresAt }]);
    expect(JSON.stringify([await rows(), await familiesOf(ann)])).not.toContain(text.split('.')[2]);
    await store.database.write((tx) => fixture.tokens.prune(tx, expiresAt + 31 * dayMs));
    expect(await rows()).toEqual([]);
  });

  test('our own are never looked up among them', async () => {
    const pair = await fixture.signIn(ann);
    await store.database.write((tx) => tx.schema.dropTable('imported_refresh_tokens').execute());
    const { tokens } = fixture;
    await tokens.verify(pair.access);
    await tokens.verify(pair.refresh);
    expect(await tokens.clientFamilies.find(pair.refresh)).toMatchObject({ verdict: 'current' });
    const next = String((await refresh(pair.refresh)).refresh);
    for (const text of [`${next}x`, next.slice(0, -1), 'ort_', `ost_${'a'.repeat(43)}`]) {
      expect(await codeOf(refresh(text))).toBe('tokens.invalid');
    }
    await tokens.blacklist(visitor, next);
  });

  test('two imports at once take each over once', async () => {
    const lines = Array.from({ length: 40 }, () => lineOf());
    const outcomes = await Promise.allSettled([importAll(lines), importAll(lines)]);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    // The one that came second either saw the first, or failed as a whole and is done again (stale-batch.ts).
    expect(done.length).toBeGreaterThan(0);
    expect(done).toContainEqual(Array(40).fill('created'));
    expect(await familiesOf(ann)).toHaveLength(40);
    expect(await importAll(lines)).toEqual(Array(40).fill('unchanged'));
  });
});
