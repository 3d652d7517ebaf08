import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPasswordsFixture, refusalOf, type PasswordsFixture } from '../passwords.fixture.ts';

const password = 'walrus-tango';
let store: TestDatabase;
let fixture: PasswordsFixture;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createPasswordsFixture(store);
});
afterEach(async () => {
  await fixture.close();
  await store.close();
});

describe('guessing', () => {
  const guess = async (address?: string | null, login = 'ann@example.com') =>
    refusalOf(fixture.signIn(login, 'not it at all', address));
  const throttled = (retryAfterSeconds: number) => ({
    code: 'request.throttled',
    fields: [],
    retryAfterSeconds,
  });

  test('waits longer each time, even for the right password, until the owner gets in', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    for (let index = 0; index < 5; index++) {
      expect(await guess()).toMatchObject({ code: 'passwords.invalid_credentials' });
    }
    for (const seconds of [1, 2, 4, 8]) {
      expect(await guess()).toEqual(throttled(seconds));
      expect(await refusalOf(fixture.signIn('ann@example.com', password))).toEqual(throttled(seconds));
      fixture.clock.advance(seconds * 1000 - 1);
      expect(await guess()).toEqual(throttled(1));
      fixture.clock.advance(1);
      expect(await guess()).toMatchObject({ code: 'passwords.invalid_credentials' });
    }
    fixture.clock.advance(16_000);
    await fixture.signIn('ann@example.com', password);
    for (let index = 0; index < 5; index++) {
      expect(await guess()).toMatchObject({ code: 'passwords.invalid_credentials' });
    }
    const blocking = (await fixture.entries()).filter((entry) => entry.details['blocked'] === true);
    expect(blocking).toHaveLength(6);
  });

  test('is limited just so for an account that does not exist, however it is written', async () => {
    for (const login of ['nobody', 'Nobody', 'NOBODY', ' nobody', 'ｎｏｂｏｄｙ']) await guess(null, login);
    expect(await guess(null, 'nobody')).toEqual(throttled(1));
  });

  test('the right password of an inactive account is a failure like any other', async () => {
    await fixture.add({ username: 'idle', isActive: false }, password);
    for (let index = 0; index < 5; index++) await refusalOf(fixture.signIn('idle', password, null));
    expect(await refusalOf(fixture.signIn('idle', password, null))).toEqual(throttled(1));
  });

  test('is forgotten after an hour of quiet, and pruned', async () => {
    for (let index = 0; index < 5; index++) await guess();
    expect(await guess()).toEqual(throttled(1));
    const prune = () => store.database.write((tx) => fixture.limits.prune(tx, fixture.clock.nowMs()));
    expect(await prune()).toBe(0);
    fixture.clock.advance(60 * 60_000);
    for (let index = 0; index < 5; index++)
      expect(await guess()).toMatchObject({ code: 'passwords.invalid_credentials' });
    expect(await guess()).toEqual(throttled(1));
    fixture.clock.advance(60 * 60_000);
    expect(await prune()).toBe(2);
  });

  test('in parallel gets no more tries than one by one', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => guess(null)));
    expect(outcomes.filter((outcome) => outcome?.code === 'passwords.invalid_credentials')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome?.code === 'request.throttled')).toHaveLength(35);
  });

  test('from one address at many accounts is refused to the end of its window', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    for (let index = 0; index < 20; index++) await guess('2001:db8::1', `user${index}`);
    expect(await guess('2001:db8::2', 'another')).toEqual(throttled(900));
    expect(await refusalOf(fixture.signIn('ann@example.com', password, '2001:db8::3'))).toEqual(
      throttled(900),
    );
    await fixture.signIn('ann@example.com', password, '2001:db8:0:1::1');
    fixture.clock.advance(900_000);
    await fixture.signIn('ann@example.com', password, '2001:db8::3');
  });

  test('counts no successes against an address, and no refusals of a blocked account', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    for (let index = 0; index < 30; index++) await fixture.signIn('ann@example.com', password);
    for (let index = 0; index < 5; index++) await guess(undefined, 'bob');
    for (let index = 0; index < 30; index++) await guess(undefined, 'bob');
    await fixture.signIn('ann@example.com', password);
  });

  test('from elsewhere does not keep the owner out of where they signed in before', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    await fixture.signIn('ann@example.com', password, '203.0.113.1');
    for (let index = 0; index < 5; index++) await guess('198.51.100.99');
    expect(await guess('198.51.100.99')).toEqual(throttled(1));
    await fixture.signIn('ann@example.com', password, '203.0.113.1');
    // Getting in there gives the other address nothing.
    expect(await guess('198.51.100.99')).toEqual(throttled(1));
    // And the known address has limits of its own.
    for (let index = 0; index < 5; index++) {
      expect(await guess('203.0.113.1')).toMatchObject({ code: 'passwords.invalid_credentials' });
    }
    expect(await guess('203.0.113.1')).toEqual(throttled(1));
  });

  test('is free when limits are off', async () => {
    const open = createPasswordsFixture(store, { limits: { isOn: false } });
    await open.add({ email: 'ann@example.com' }, password);
    for (let index = 0; index < 30; index++) {
      const outcome = await refusalOf(open.signIn('ann@example.com', 'not it at all'));
      expect(outcome?.code).toBe('passwords.invalid_credentials');
    }
    await open.signIn('ann@example.com', password);
    await open.close();
  });

  test('that the busy pool never tried is not counted', async () => {
    const narrow = createPasswordsFixture(store, { hasThreads: true, config: { workers: 1, maxQueued: 1 } });
    await narrow.add({ email: 'ann@example.com' }, password);
    for (let round = 0; round < 2; round++) {
      const logins = Array.from({ length: 12 }, (_, index) => `ann${index}@example.com`);
      const outcomes = await Promise.all(logins.map((login) => refusalOf(narrow.signIn(login, password))));
      const busy = logins.filter((_, index) => outcomes[index]?.code === 'passwords.busy');
      expect(busy).toHaveLength(5);
      expect(
        outcomes.find((outcome) => outcome?.code === 'passwords.busy')?.retryAfterSeconds,
      ).toBeGreaterThanOrEqual(1);
    }
    // Fourteen really tried, six on the thread and one waiting each time; the ten others left the address its
    // allowance of twenty.
    await narrow.signIn('ann@example.com', password);
    await narrow.close();
  });
});
