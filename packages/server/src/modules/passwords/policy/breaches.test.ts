import { createHash } from 'node:crypto';
import { fakeClock, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPasswordsFixture, refusalOf, type PasswordsFixture } from '../passwords.fixture.ts';
import { startBreachServer, type BreachServer } from './breaches.fixture.ts';
import { createBreachCheck } from './breaches.ts';

/** Neither short nor common nor easy to guess. */
const stolen = 'walrus-tango-8841';
const unknown = 'lantern-quorum-5520';

let server: BreachServer;
beforeEach(async () => {
  // The second one is among the answers with a count of 0, as padding is.
  server = await startBreachServer({ [stolen]: 12, 'harbour-cymbal-3117': 0 });
});
afterEach(() => server.stop());

describe('the look-up among stolen passwords', () => {
  test('finds one, and sends five digits of its hash and nothing else of it', async () => {
    const isBreached = createBreachCheck({ url: server.url, clock: fakeClock() });
    expect(await isBreached(stolen)).toBe(true);
    const digits = createHash('sha1').update(stolen).digest('hex').toUpperCase();
    expect(server.asked.map(({ path }) => path)).toEqual([`/range/${digits.slice(0, 5)}`]);
    const headers = server.asked[0]?.headers;
    expect(headers).toMatchObject({ 'add-padding': 'true' });
    expect(JSON.stringify(headers)).not.toMatch(new RegExp(`${stolen}|${digits.slice(5, 12)}`, 'i'));
  });

  test('does not find others, nor what is there as padding', async () => {
    const isBreached = createBreachCheck({ url: server.url.replace(/\/$/, ''), clock: fakeClock() });
    expect(await isBreached(unknown)).toBe(false);
    expect(await isBreached('harbour-cymbal-3117')).toBe(false);
    expect(await isBreached(stolen)).toBe(true);
    expect(server.asked).toHaveLength(3);
  });

  test('asks nobody where no address is set', async () => {
    expect(await createBreachCheck({ url: null, clock: fakeClock() })(stolen)).toBe(false);
    expect(server.asked).toEqual([]);
  });

  test.each(['status', 'redirect', 'silence'] as const)(
    'lets passwords through that nobody can be asked about: %s',
    async (fault) => {
      const told: unknown[] = [];
      const clock = fakeClock();
      const onError = (error: unknown): void => void told.push(error);
      const isBreached = createBreachCheck({ url: server.url, clock, onError, timeoutMs: 200 });
      server.fault = fault;
      expect(await isBreached(stolen)).toBe(false);
      expect(told).toHaveLength(1);
      expect(String(told[0])).not.toContain(stolen);
      // Nobody waits for it again until a minute has passed.
      expect(await isBreached(stolen)).toBe(false);
      expect(server.asked).toHaveLength(1);
      clock.advance(60_000);
      server.fault = 'none';
      expect(await isBreached(stolen)).toBe(true);
    },
  );

  test('tells of it once an hour', async () => {
    const told: unknown[] = [];
    const clock = fakeClock();
    await server.stop();
    const isBreached = createBreachCheck({ url: server.url, clock, onError: (error) => told.push(error) });
    for (let minute = 0; minute < 60; minute++) {
      expect(await isBreached(stolen)).toBe(false);
      clock.advance(60_000);
    }
    expect(told).toHaveLength(1);
    await isBreached(stolen);
    expect(told).toHaveLength(2);
    server = await startBreachServer({});
  });

  test('takes the page of a hotel for no answer about passwords', async () => {
    server.fault = 'nonsense';
    expect(await createBreachCheck({ url: server.url, clock: fakeClock() })(stolen)).toBe(false);
  });
});

describe('the policy', () => {
  let store: TestDatabase;
  let fixture: PasswordsFixture;
  beforeEach(async () => {
    store = await sqliteDatabase();
    fixture = createPasswordsFixture(store, { config: { breachUrl: server.url } });
  });
  afterEach(() => store.close());

  test('refuses a stolen password at every way to a new one, beside its field', async () => {
    const { passwords } = fixture;
    const message = 'This password has appeared in a data breach.';
    expect(await refusalOf(passwords.check(stolen, {}, 'new_password'))).toMatchObject({
      code: 'passwords.too_weak',
      fields: [{ path: 'new_password', message }],
    });
    expect(await refusalOf(passwords.check(unknown, {}))).toBeUndefined();
  });

  test('asks about nothing that it refuses by itself', async () => {
    expect(await refusalOf(fixture.passwords.check('password1234', {}))).toMatchObject({
      fields: [{ message: 'This password is too common.' }],
    });
    expect(server.asked).toEqual([]);
  });
});
