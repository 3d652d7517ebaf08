import { databases, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { createTokensFixture, operator, type TokensFixture } from '../tokens.fixture.ts';
import type { RefreshFamilyInfo } from '../tokens.types.ts';
import { listFamilies } from './family-list.store.ts';

describe.each(databases())('the refresh families of a user on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;
  let user: User;

  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
    user = await fixture.addUser();
    const other = await fixture.addUser();
    for (let index = 0; index < 5; index++) {
      await fixture.signIn(user);
      await fixture.signIn(other);
      fixture.clock.advance(1_000);
    }
  });
  afterEach(() => store.close());

  async function everyPage(limit: number): Promise<RefreshFamilyInfo[]> {
    const all: RefreshFamilyInfo[] = [];
    for (let isMore = true; isMore;) {
      const last = all.at(-1);
      const before = last && { before: { sessionId: last.sessionId, id: last.id } };
      const page = await listFamilies(store.database.db, user.id, { limit, ...before });
      all.push(...page);
      isMore = page.length === limit;
    }
    return all;
  }

  test('are all listed, those of the newest session first, whatever the size of a page', async () => {
    // A second family in one session, as another client of it would have.
    const [first] = await everyPage(100);
    const copy = { ...first!, id: '00000000-0000-7000-8000-000000000000' };
    const row = await store.database.db
      .selectFrom('refresh_families')
      .selectAll()
      .where('id', '=', first!.id)
      .executeTakeFirstOrThrow();
    await store.database.write((tx) =>
      tx
        .insertInto('refresh_families')
        .values({ ...row, id: copy.id })
        .execute(),
    );
    const all = await everyPage(100);
    expect(all).toHaveLength(6);
    expect(all.slice(0, 2)).toEqual([first, copy]);
    expect(all.every((family) => family.userId === user.id)).toBe(true);
    const sessions = all.map((family) => family.sessionId);
    expect(sessions).toEqual(sessions.toSorted().toReversed());
    for (const limit of [1, 2, 4]) expect(await everyPage(limit)).toEqual(all);
  });

  test('are ended once, by one of many who try', async () => {
    const [family] = await everyPage(1);
    const ending = Array.from({ length: 10 }, () =>
      fixture.tokens.endFamily(operator, { userId: user.id, id: family!.id }),
    );
    const results = await Promise.allSettled(ending);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await fixture.entries('token.family_end')).toHaveLength(1);
    expect(await fixture.events('token.family_ended')).toEqual([
      {
        type: 'token.family_ended',
        subjectId: family!.id,
        data: { user_id: user.id, session_id: family!.sessionId },
      },
    ]);
  });
});

test('the refresh families of a user are found by the indexes of sessions and families', async () => {
  const store = await sqliteDatabase();
  const { db } = store.database;
  const nodes: RootOperationNode[] = [];
  const recorder: KyselyPlugin = {
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const before = { sessionId: 'x', id: 'y' };
  await listFamilies(db.withPlugin(recorder), 'user', { limit: 5, before });
  const { sql, parameters } = db.getExecutor().compileQuery(nodes[0]!, { queryId: 'plan' });
  const explained = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await db.executeQuery<{ detail: string }>(explained);
  expect(rows.map((row) => row.detail)).toEqual([
    'SEARCH sessions USING COVERING INDEX sessions_user_id (user_id=? AND id<?)',
    'SEARCH refresh_families USING INDEX refresh_families_session_id (session_id=?)',
    'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
  ]);
  await store.close();
});
