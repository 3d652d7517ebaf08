import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#platform/errors.ts';
import { createTransferFixture, type TransferFixture } from '../transfer.fixture.ts';

const people = Array.from({ length: 21 }, (_, index) => ({ username: `u${index}`, first_name: 'New' }));

describe.each(databases())('somebody else who writes meanwhile, on $name', ({ name, open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(() => store.close());

  const runs = () => fixture.transfer.listRuns(store.database.db, { limit: 9, isNewestFirst: true });
  const events = async () => (await fixture.emitted()).map(({ type }) => type);

  test('and is in the way of one line for good, costs that line and no other', async () => {
    const { bulk } = fixture.users;
    const insertAll = bulk.insertAll;
    bulk.insertAll = async (tx, users) => {
      await insertAll(tx, users);
      if (users.some(({ user }) => user.username === 'u7')) throw new AppError('users.username_taken');
    };
    const report = await fixture.importObjects(people);
    expect(report).toMatchObject({ created: 20, failed: 1, linesDone: 21 });
    expect(report.problems).toEqual([
      { line: 8, code: 'users.username_taken', path: '', message: 'This username already exists.' },
    ]);
    expect(await runs()).toMatchObject([{ linesDone: 21, created: 20, failed: 1 }]);
    expect(await events()).toEqual(Array(20).fill('user.created'));
    const counted = (await fixture.entries()).map(({ details }) => Number(details['created']));
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(20);
    expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
  });

  // SQLite has one writer at a time: nobody comes between a look and a write.
  if (name !== 'postgres') return;
  describe('from another connection', () => {
    /** Runs once, in the middle of the import's transaction and outside of it. */
    function once(work: () => Promise<unknown>): () => Promise<void> {
      let isDone = false;
      return async () => {
        if (isDone) return;
        isDone = true;
        await work();
      };
    }

    test('and makes one of the accounts, is found when it is done again', async () => {
      const { bulk } = fixture.users;
      const insertAll = bulk.insertAll;
      const intrude = once(() => {
        const user = bulk.build({ username: 'u7', firstName: 'Old' }, {});
        const { isActive, isStaff, isSuperuser, ...rest } = user;
        const flags = {
          is_active: Number(isActive),
          is_staff: Number(isStaff),
          is_superuser: Number(isSuperuser),
        };
        const times = { created_at: rest.createdAt, updated_at: rest.updatedAt, version: 1 };
        const names = { username: 'u7', username_key: 'u7', first_name: 'Old', last_name: '' };
        return store.database.db
          .insertInto('users')
          .values({ id: user.id, ...names, ...flags, ...times })
          .execute();
      });
      bulk.insertAll = async (tx, users) => {
        await intrude();
        return insertAll(tx, users);
      };
      expect(await fixture.importObjects(people)).toMatchObject({ created: 20, updated: 1, failed: 0 });
    });

    test('and changes one of the accounts, is not overwritten', async () => {
      await fixture.importObjects(people);
      const { bulk } = fixture.users;
      const updateAll = bulk.updateAll;
      const intrude = once(() =>
        store.database.db
          .updateTable('users')
          .set((users) => ({ last_name: 'Kept', version: users('version', '+', 1) }))
          .where('username_key', '=', 'u7')
          .execute(),
      );
      bulk.updateAll = async (tx, users) => {
        await intrude();
        return updateAll(tx, users);
      };
      const changes = people.map(({ username }) => ({ username, first_name: 'Newer' }));
      expect(await fixture.importObjects(changes)).toMatchObject({ updated: 21, failed: 0 });
      expect(await fixture.users.resolve(store.database.db, 'u7')).toMatchObject({
        ...{ firstName: 'Newer', lastName: 'Kept', version: 3 },
      });
    });
  });
});
