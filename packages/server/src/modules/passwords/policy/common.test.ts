import { dictionary } from '@zxcvbn-ts/language-common';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPasswordsFixture, refusalOf, type PasswordsFixture } from '../passwords.fixture.ts';

const tooCommon = 'This password is too common.';
/** The most common first. */
const list = dictionary['passwords-common'];

describe('common passwords', () => {
  let store: TestDatabase;
  let fixture: PasswordsFixture;
  beforeAll(async () => {
    store = await sqliteDatabase();
    // Nothing else about them would be refused.
    fixture = createPasswordsFixture(store, { config: { minLength: 1, minStrength: 0 } });
  });
  afterAll(() => store.close());

  const reasonsOf = async (password: string): Promise<string[]> =>
    (await refusalOf(fixture.passwords.check(password, {})))?.fields.map(({ message }) => message) ?? [];

  test('are many, on board', () => {
    // What the guide on protection says.
    expect(list.length).toBe(49_233);
    expect(list.filter((password) => password.length >= 8)).toHaveLength(17_950);
  });

  test('are refused, the first thousand of them one by one', async () => {
    for (const password of list.slice(0, 1000))
      expect(await reasonsOf(password), password).toContain(tooCommon);
  });

  test('are refused however they are capitalised, and with blanks around them', async () => {
    for (const password of ['PASSWORD1', 'QwertyUiop', ' iloveyou ', 'Dragon']) {
      expect(await reasonsOf(password), password).toContain(tooCommon);
    }
    expect(await reasonsOf('walrus-tango-8841')).toEqual([]);
  });
});
