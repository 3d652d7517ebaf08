import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as store from './records.store.ts';

describe.each(databases())('what records are made of, on $name', ({ open }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(() => database.close());

  test('is read by ranges of indexes, a page of users in as many queries as one user', async () => {
    const range = { after: 'a', upTo: 'f' };
    const plans = await queryPlans(
      database.database,
      async (db) => {
        await store.listUsersAfter(db, 'a', 10);
        await store.listRolesAfter(db, 'a', 10);
        await store.listGroupsAfter(db, 'a', 10);
        await store.listRolesInRange(db, range);
        await store.listGroupsInRange(db, range);
        await store.listUserGrantsInRange(db, 'service', range);
        await store.listUsersByIds(db, ['a', 'b']);
        await store.listRolesOfUsers(db, ['a', 'b']);
        await store.listGroupsOfUsers(db, ['a', 'b']);
        await store.listRolesOfGroups(db, ['a', 'b']);
        await store.listPermissionsOfRoles(db, ['a', 'b']);
        await store.listRolesByIds(db, ['a']);
        await store.listGroupsByIds(db, ['a']);
      },
      { isLimitedToIndexes: true },
    );
    expect(plans).toHaveLength(13);
    for (const { sql, plan } of plans) expect(plan, sql).not.toMatch(/\bSCAN\b|Seq Scan|B-TREE|Sort/);
  });
});
