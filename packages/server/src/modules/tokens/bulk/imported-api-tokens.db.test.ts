import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { codeOf, createTokensFixture, operator, type TokensFixture } from '../tokens.fixture.ts';
import { drfToken } from './foreign-tokens.fixture.ts';
import type { ImportedApiToken, TakenOver } from './tokens.bulk.types.ts';

const dayMs = 86_400_000;

describe.each(databases())('imported static tokens on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;
  let ann: User;
  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
    ann = await fixture.addUser({ username: 'ann' });
  });
  afterEach(() => store.close());

  const importAll = (tokens: ImportedApiToken[]): Promise<TakenOver[]> =>
    store.database.write((tx) =>
      fixture.tokens.bulk.importApiTokens({ db: tx, tx, act: operator.act }, tokens),
    );
  const lineOf = (text: string, changes: Partial<ImportedApiToken> = {}): ImportedApiToken => ({
    ...{ userId: ann.id, name: 'Django REST framework', token: { text }, scope: '' },
    ...{ createdAt: fixture.clock.nowMs() - dayMs, lastUsedAt: null, expiresAt: null },
    ...changes,
  });
  const authenticate = (text: string) => fixture.tokens.authenticateApiToken(text);

  test('one of Django REST framework is good as it is', async () => {
    const text = drfToken();
    expect(await codeOf(authenticate(text))).toBe('tokens.invalid');
    expect(await importAll([lineOf(text)])).toEqual(['created']);
    expect(await authenticate(text)).toMatchObject({ user: { id: ann.id }, scope: '' });
    const [info] = await fixture.tokens.listApiTokens(store.database.db, ann.id);
    expect(info).toMatchObject({ name: 'Django REST framework', kind: 'named' });
    expect(
      JSON.stringify(await store.database.db.selectFrom('api_tokens').selectAll().execute()),
    ).not.toContain(text);
  });

  test('text that only looks like one is none', async () => {
    const text = drfToken();
    await importAll([lineOf(text)]);
    for (const other of [drfToken(), text.toUpperCase(), `${text}0`, text.slice(1)]) {
      if (other === text) continue;
      expect(await codeOf(authenticate(other))).toBe('tokens.invalid');
    }
  });

  test('with a scope it may do no more, and after its end nothing', async () => {
    const text = drfToken();
    await importAll([lineOf(text, { scope: 'users.read', expiresAt: fixture.clock.nowMs() + dayMs })]);
    expect(await authenticate(text)).toMatchObject({ scope: 'users.read' });
    fixture.clock.advance(dayMs);
    expect(await codeOf(authenticate(text))).toBe('tokens.expired');
    expect(await importAll([lineOf(drfToken(), { expiresAt: fixture.clock.nowMs() })])).toEqual([
      'unchanged',
    ]);
  });

  test('is revoked for good: no later import brings it back, however late', async () => {
    const line = lineOf(drfToken());
    const text = 'text' in line.token ? line.token.text : '';
    expect(await importAll([line, line])).toEqual(['created', 'unchanged']);
    const [info] = await fixture.tokens.listApiTokens(store.database.db, ann.id);
    await fixture.tokens.revokeApiToken(await fixture.callerOf(ann), info!.id);
    fixture.clock.advance(60 * dayMs);
    await store.database.write((tx) => fixture.tokens.prune(tx, fixture.clock.nowMs()));
    expect(await importAll([line])).toEqual(['unchanged']);
    expect(await codeOf(authenticate(text))).toBe('tokens.invalid');
  });

  test('of a user who is switched off, before or after, stays refused', async () => {
    const bob = await fixture.addUser({ username: 'bob', isActive: false });
    const [before, after] = [drfToken(), drfToken()];
    await importAll([lineOf(before, { userId: bob.id }), lineOf(after)]);
    await fixture.users.update(operator, ann.id, { isActive: false });
    for (const user of [ann, bob]) await fixture.users.update(operator, user.id, { isActive: true });
    for (const text of [before, after]) expect(await codeOf(authenticate(text))).toBe('tokens.invalid');
  });

  test('of one account is not given to another', async () => {
    const bob = await fixture.addUser({ username: 'bob' });
    const text = drfToken();
    await importAll([lineOf(text)]);
    expect(await importAll([lineOf(text, { userId: bob.id })])).toMatchObject([{ code: 'request.invalid' }]);
    expect(await authenticate(text)).toMatchObject({ user: { id: ann.id } });
  });

  test('a dry run writes nothing', async () => {
    const text = drfToken();
    const target = { db: store.database.db, tx: null, act: operator.act };
    expect(await fixture.tokens.bulk.importApiTokens(target, [lineOf(text)])).toEqual(['created']);
    expect(await codeOf(authenticate(text))).toBe('tokens.invalid');
  });

  test('what is listed for an export is good where it is imported, under the same key', async () => {
    const text = drfToken();
    await importAll([lineOf(text)]);
    const own = await fixture.tokens.createApiToken(await fixture.callerOf(ann), {
      ...{ userId: ann.id, name: 'Laptop', scope: 'users.read' },
    });
    const gone = await fixture.tokens.createApiToken(await fixture.callerOf(ann), {
      userId: ann.id,
      name: 'x',
    });
    await fixture.tokens.revokeApiToken(await fixture.callerOf(ann), gone.info.id);
    const { bulk } = fixture.tokens;
    const first = await bulk.listApiTokensAfter(store.database.db, '', 1);
    const rest = await bulk.listApiTokensAfter(store.database.db, first[0]!.id, 10);
    expect([...first, ...rest].map(({ name }) => name)).toEqual(['Django REST framework', 'Laptop']);
    await store.database.write((tx) => tx.deleteFrom('api_tokens').execute());
    expect(
      await importAll([...first, ...rest].map(({ hash, ...token }) => ({ ...token, token: { hash } }))),
    ).toEqual(['created', 'created']);
    expect(await authenticate(text)).toMatchObject({ user: { id: ann.id }, scope: '' });
    expect(await authenticate(own.token)).toMatchObject({ user: { id: ann.id }, scope: 'users.read' });
  });
});
