import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type TestDatabase } from './databases.ts';
import { queryPlans } from './query-plans.ts';

describe.each(databases())('query plans on $name', ({ name, open }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  test('tell how each query goes, in the order in which they were made', async () => {
    const plans = await queryPlans(store.database, async (db) => {
      await db.selectFrom('users').select('id').where('email_key', '=', 'ada').execute();
      await sql`select 1 as one`.execute(db);
    });
    expect(plans.map((one) => one.sql)).toEqual([
      expect.stringMatching(/^select "id" from "users" where "email_key" = (\+\?|\$)/),
      'select 1 as one',
    ]);
    expect(plans[0]?.plan).toMatch(name === 'sqlite' ? /^SEARCH users USING/ : /\busers\b.*\(cost=/);
  });

  test('limited to indexes show a scan only where there is no index', async () => {
    const read = (column: 'email_key' | 'phone') =>
      queryPlans(
        store.database,
        (db) => db.selectFrom('users').select('id').where(column, '=', 'ada').execute(),
        { isLimitedToIndexes: true },
      );
    const [[indexed], [scanned]] = [await read('email_key'), await read('phone')];
    expect(indexed?.plan).toMatch(name === 'sqlite' ? /USING .*INDEX/ : /^Index/);
    expect(scanned?.plan).toMatch(name === 'sqlite' ? /^SCAN users$/ : /^Seq Scan on users/);
  });

  test('leave the planner as it was', async () => {
    if (name === 'sqlite') return;
    await queryPlans(store.database, () => Promise.resolve(), { isLimitedToIndexes: true });
    const { rows } = await sql<{ enable_seqscan: string }>`show enable_seqscan`.execute(store.database.db);
    expect(rows).toEqual([{ enable_seqscan: 'on' }]);
  });
});
