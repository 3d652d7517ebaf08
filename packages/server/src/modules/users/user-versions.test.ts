import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createUsersFixture, operator, refusalOf, type UsersFixture } from './users.fixture.ts';

let store: TestDatabase;
let fixture: UsersFixture;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createUsersFixture(store);
});
afterEach(() => store.close());

describe('an account', () => {
  test('takes the name that another system has for the account, once', async () => {
    const { users } = fixture;
    const ann = await fixture.add({ email: 'ann@example.com', externalId: 'HR 4711 ü' });
    const bob = await fixture.add({ username: 'bob', externalId: 'hr 4711 ü' });
    expect([ann.externalId, bob.externalId]).toEqual(['HR 4711 ü', 'hr 4711 ü']);
    expect(await refusalOf(users.update(operator, bob.id, { externalId: 'HR 4711 ü' }))).toEqual({
      code: 'users.external_id_taken',
      fields: [{ path: 'external_id', message: 'This external id already exists.' }],
    });
    expect(await users.update(operator, bob.id, { externalId: null })).toMatchObject({ externalId: null });
    const self = await fixture.asCaller(ann);
    expect(await refusalOf(users.update(self, ann.id, { externalId: 'mine' }))).toMatchObject({
      code: 'access.denied',
    });
    expect((await fixture.events()).at(-1)).toMatchObject({ data: { changed: ['external_id'] } });
  });

  test.each(['', ' a', 'a ', 'a\0b', 'a\nb', 'a\u200bb', '\ud800', 'x'.repeat(201)])(
    'refuses %j as such a name',
    async (externalId) => {
      expect(await refusalOf(fixture.add({ username: 'ann', externalId }))).toMatchObject({
        code: 'users.invalid',
        fields: [{ path: 'external_id' }],
      });
    },
  );
});

describe('a change', () => {
  test('is refused when it expects another version, and leaves no trace', async () => {
    const { users } = fixture;
    const ann = await fixture.add({ email: 'ann@example.com' });
    const second = await users.update(operator, ann.id, { firstName: 'Ann' }, 1);
    expect(second.version).toBe(2);
    const before = [await fixture.entries(), await fixture.events()];
    for (const attempt of [
      users.update(operator, ann.id, { firstName: 'Anna' }, 1),
      users.update(operator, ann.id, { firstName: 'Ann' }, 3),
      users.deactivate(operator, ann.id, 1),
      users.reactivate(operator, ann.id, 1),
      users.delete(operator, ann.id, 1),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: 'request.precondition_failed' });
    }
    expect(await users.get(store.database.db, ann.id)).toEqual(second);
    expect([await fixture.entries(), await fixture.events()]).toEqual(before);
    expect(fixture.ended).toEqual([]);
    await users.delete(operator, ann.id, 2);
  });
});
