import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import { recordingMail } from '../../mail/mail.fixture.ts';
import { createSessionsFixture, type SessionsFixture } from '../sessions.fixture.ts';
import { deleteDevicesSeenBefore, hasKnownDevice } from './known-devices.store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const laptop = {
  device: 'cookie of the laptop',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  address: '198.51.100.7',
};
const phone = { ...laptop, device: 'cookie of the phone', address: '203.0.113.9' };

describe.each(databases())('known devices on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: SessionsFixture;
  let ann: User;
  beforeEach(async () => {
    store = await open();
    fixture = createSessionsFixture(store);
    ann = await fixture.addUser({ email: 'ann@example.com' });
  });
  afterEach(() => store.close());

  const signIn = (from: object, userId = ann.id) => fixture.start(userId, {}, from);
  const devices = () =>
    store.database.db.selectFrom('known_devices').selectAll().orderBy('first_seen_at').execute();

  test('of the first device of an account nobody is told', async () => {
    await signIn(laptop);
    expect(fixture.mails).toEqual([]);
    expect(await devices()).toHaveLength(1);
  });

  test('of another one its owner is told once, in their language, with what they know it by', async () => {
    await signIn(laptop);
    fixture.clock.advance(60_000);
    await signIn({ ...phone, acceptLanguage: 'de-AT, en;q=0.5' });
    await signIn({ ...phone, acceptLanguage: 'de-AT, en;q=0.5' });
    expect(fixture.mails).toEqual([
      {
        ...{ template: 'new-device', to: 'ann@example.com', language: 'de' },
        values: {
          device: 'Firefox unter Linux',
          address: '203.0.113.9',
          time: '2026-01-15T10:01:00.000Z',
          sessionsLink: 'https://id.example/account/sessions',
        },
      },
    ]);
  });

  test('programs are told apart by name and network, and what says nothing is unknown', async () => {
    const program = { userAgent: 'curl/8.9', address: '198.51.100.7' };
    await signIn(program);
    await signIn({ ...program, address: '198.51.100.99' });
    expect(fixture.mails).toEqual([]);
    await signIn({ userAgent: null, address: null });
    expect(fixture.mails.map(({ values }) => [values['device'], values['address']])).toEqual([
      ['unknown', 'unknown'],
    ]);
  });

  test('what is kept of a device says nothing of it', async () => {
    await signIn(laptop);
    const [device] = await devices();
    expect(device).toMatchObject({
      user_id: ann.id,
      device_hash: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(JSON.stringify(device)).not.toContain('cookie of the laptop');
  });

  test('of many sign-ins at once on one new device one is told', async () => {
    await signIn(laptop);
    await Promise.all(Array.from({ length: 20 }, () => signIn(phone)));
    expect(fixture.mails).toHaveLength(1);
    expect(await devices()).toHaveLength(2);
  });

  test('one browser of two people is new to each of them', async () => {
    const bob = await fixture.addUser({ email: 'bob@example.com' });
    await signIn(laptop);
    await signIn(laptop, bob.id);
    expect(fixture.mails).toEqual([]);
    await signIn(phone, bob.id);
    expect(fixture.mails.map(({ to }) => to)).toEqual(['bob@example.com']);
  });

  test('a device stays known for a year after it was last used, noted once a day', async () => {
    await signIn(laptop);
    const first = (await devices())[0]?.last_seen_at ?? 0;
    fixture.clock.advance(dayMs);
    await signIn(laptop);
    expect((await devices())[0]?.last_seen_at).toBe(first);
    fixture.clock.advance(1);
    await signIn(laptop);
    expect((await devices())[0]?.last_seen_at).toBe(first + dayMs + 1);
    const prune = (now: number) => store.database.write((tx) => fixture.sessions.prune(tx, now));
    await prune(first + 366 * dayMs + 1);
    expect(await devices()).toHaveLength(1);
    await prune(first + 366 * dayMs + 2);
    expect(await devices()).toEqual([]);
  });

  test('an application that goes on in the name of somebody is no device', async () => {
    await signIn(laptop);
    await fixture.start(ann.id, { isOfApplication: true, isBrowser: false }, phone);
    expect(fixture.mails).toEqual([]);
    expect(await devices()).toHaveLength(1);
  });

  test('whoever has no email is told nothing', async () => {
    const bob = await fixture.addUser({ username: 'bob' });
    await signIn(laptop, bob.id);
    await signIn(phone, bob.id);
    expect(fixture.mails).toEqual([]);
    expect(await devices()).toHaveLength(2);
  });

  test.each([
    ['the notice is switched off', { tellsOfNewDevices: false }],
    ['no mail is sent', { mail: { ...recordingMail(), isOn: false } }],
  ])('devices are remembered although %s', async (_why, changes) => {
    const quiet = createSessionsFixture(store, changes);
    await quiet.start(ann.id, {}, laptop);
    await quiet.start(ann.id, {}, phone);
    expect(quiet.mails).toEqual([]);
    expect(await devices()).toHaveLength(2);
  });

  test('a sign-in that is undone leaves no device behind, and one that is refused neither', async () => {
    const undone = store.database.write(async (tx) => {
      await fixture.sessions.start(
        tx,
        { actor: { type: 'anonymous', id: null }, origin: { ...laptop, requestId: null } },
        { userId: ann.id, amr: ['pwd'], lifetimeSeconds: 60, isBrowser: true },
      );
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const gone = await fixture.addUser({ username: 'gone', isActive: false });
    await expect(signIn(laptop, gone.id)).rejects.toMatchObject({ code: 'passwords.invalid_credentials' });
    expect(await devices()).toEqual([]);
  });

  test('devices go with their user', async () => {
    await signIn(laptop);
    await store.database.write((tx) => tx.deleteFrom('users').where('id', '=', ann.id).execute());
    expect(await devices()).toEqual([]);
  });

  test('no query looks at all devices', async () => {
    const { database } = store;
    const explain = (within: Db) =>
      queryPlans(
        { ...database, db: within },
        async (db) => {
          await hasKnownDevice(db, ann.id);
          await deleteDevicesSeenBefore(db as Tx, 1);
        },
        { isLimitedToIndexes: true },
      );
    const plans = await (database.dialect === 'sqlite' ? database.write(explain) : explain(database.db));
    expect(plans).toHaveLength(2);
    for (const { plan } of plans) expect(plan).not.toMatch(/seq scan|SCAN known_devices\b/i);
  });
});
