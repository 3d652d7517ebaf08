import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  actFrom,
  createPasswordsFixture,
  operator,
  refusalOf,
  type PasswordsFixture,
} from './passwords.fixture.ts';
import { findHash, replaceHash, upsertHash } from './passwords.store.ts';

const password = 'walrus-tango';

describe.each(databases())('passwords on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: PasswordsFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createPasswordsFixture(store);
  });
  afterEach(async () => {
    await fixture.close();
    await store.close();
  });

  test('of 20 replacements of one hash at once, one wins', async () => {
    const { database } = store;
    const { id: userId } = await fixture.add({ username: 'ann' });
    await database.write((tx) => upsertHash(tx, { userId, hash: 'old', changedAt: 1 }));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.write((tx) => replaceHash(tx, { userId, oldHash: 'old', hash: `new ${index}` })),
      ),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await findHash(database.db, userId)).toBe(`new ${outcomes.indexOf(true)}`);
    await database.write((tx) => upsertHash(tx, { userId, hash: 'last', changedAt: 2 }));
    expect(await findHash(database.db, userId)).toBe('last');
  });

  test('two changes at once, both with the right old password: one stands', async () => {
    const ann = await fixture.add({ username: 'ann' }, password);
    const wishes = ['harbour-lantern', 'granite-violin'];
    const outcomes = await Promise.all(
      wishes.map((newPassword) =>
        refusalOf(fixture.passwords.change(actFrom(), { login: 'ann', password, newPassword })),
      ),
    );
    expect(outcomes.map((outcome) => outcome?.code).filter(Boolean)).toEqual([
      'passwords.invalid_credentials',
    ]);
    const winner = wishes[outcomes.indexOf(undefined)] ?? '';
    expect((await fixture.signIn('ann', winner)).id).toBe(ann.id);
    expect(fixture.ended).toHaveLength(1);
  });

  test('what happens to an account while its password is being proved counts', async () => {
    const ann = await fixture.add({ username: 'ann' }, password);
    const changes = [
      () => fixture.passwords.reset(operator, ann.id, 'harbour-lantern'),
      () => fixture.users.deactivate(operator, ann.id),
      () => fixture.users.delete(operator, ann.id),
    ];
    for (const whileVerifying of changes) {
      await fixture.storeHash(ann.id, await fixture.passwords.hash(password));
      const slow = createPasswordsFixture(store, { whileVerifying });
      expect(await refusalOf(slow.signIn('ann', password))).toMatchObject({
        code: 'passwords.invalid_credentials',
      });
    }
    expect(await findHash(store.database.db, ann.id)).toBeNull();
  });

  test('40 guesses at once get five tries, and no two deadlock', async () => {
    await fixture.add({ username: 'ann' }, password);
    const guesses = Array.from({ length: 40 }, () => refusalOf(fixture.signIn('ann', 'not it at all', null)));
    const codes = (await Promise.all(guesses)).map((outcome) => outcome?.code);
    expect(codes.filter((code) => code === 'passwords.invalid_credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'request.throttled')).toHaveLength(35);
  });

  test('60 guesses at once at 60 accounts from one address get its twenty', async () => {
    const guesses = Array.from({ length: 60 }, (_, index) =>
      refusalOf(fixture.signIn(`user${index}`, password)),
    );
    const codes = (await Promise.all(guesses)).map((outcome) => outcome?.code);
    expect(codes.filter((code) => code === 'passwords.invalid_credentials')).toHaveLength(20);
    expect(codes.filter((code) => code === 'request.throttled')).toHaveLength(40);
  });

  test('successes and failures from one address at once are all answered', async () => {
    await fixture.add({ username: 'ann' }, password);
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        refusalOf(
          index % 2 === 0 ? fixture.signIn('ann', password) : fixture.signIn(`user${index}`, password),
        ),
      ),
    );
    const unexpected = outcomes.filter(
      (outcome) => outcome && !['passwords.invalid_credentials', 'request.throttled'].includes(outcome.code),
    );
    expect(unexpected).toEqual([]);
  });

  test('lists nobody in the table of throttles', async () => {
    await refusalOf(fixture.signIn('ann@example.com', password, '203.0.113.77'));
    const rows = await sql`select * from sign_in_throttles`.execute(store.database.db);
    expect(rows.rows.length).toBe(2);
    expect(JSON.stringify(rows.rows)).not.toMatch(/ann|203\.0/);
  });
});
