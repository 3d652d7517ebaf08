import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';

const dayMs = 86_400_000;

let store: TestDatabase;
let fixture: MfaFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createMfaFixture(store);
  user = await fixture.addUser();
});
afterEach(() => store.close());

const list = () => fixture.mfa.trustedDevices.list(store.database.db, user.id);

/** Whether a password alone is enough for somebody with this browser. */
async function isEnough(trustedDevice: string | undefined, who = user, mfa = fixture.mfa): Promise<boolean> {
  return (await codeOf(mfa.prove(visitor, who, { amr: ['pwd'], trustedDevice }))) === 'none';
}

async function trust(): Promise<string> {
  const trusted = await fixture.mfa.trustedDevices.trust(actOf(user), user);
  return trusted?.secret ?? '';
}

describe('a trusted browser', () => {
  test('need not show a second factor, for its user alone, until its time is over', async () => {
    const eve = await fixture.addUser();
    await fixture.enrol(user);
    await fixture.enrol(eve);
    const now = fixture.clock.nowMs();
    const trusted = await fixture.mfa.trustedDevices.trust(actOf(user), user);
    const secret = trusted?.secret ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(trusted?.expiresAt).toBe(now + 30 * dayMs);
    expect(await list()).toMatchObject([{ address: '198.51.100.7', userAgent: 'test browser' }]);
    expect(await isEnough(secret)).toBe(true);
    expect(await isEnough(secret, eve)).toBe(false);
    expect(await isEnough(`${secret}x`)).toBe(false);
    expect(await isEnough(undefined)).toBe(false);
    fixture.clock.advance(30 * dayMs - 1);
    expect(await isEnough(secret)).toBe(true);
    fixture.clock.advance(1);
    expect(await isEnough(secret)).toBe(false);
    expect(await list()).toEqual([]);
    expect(await store.database.write((tx) => fixture.mfa.prune(tx, fixture.clock.nowMs()))).toBe(1);
  });

  test('is a first factor only: nothing is proved by it', async () => {
    await fixture.enrol(user);
    const trustedDevice = await trust();
    expect(await fixture.mfa.prove(visitor, user, { amr: ['pwd'], trustedDevice })).toEqual({ amr: ['pwd'] });
  });

  test('is not made where none is trusted, nor by somebody without a factor', async () => {
    expect(await fixture.mfa.trustedDevices.trust(actOf(user), user)).toBeUndefined();
    await fixture.enrol(user);
    const secret = await trust();
    const never = fixture.another({ trustedSeconds: 0 });
    expect(await never.trustedDevices.trust(actOf(user), user)).toBeUndefined();
    expect(await isEnough(secret, user, never)).toBe(false);
    expect(await isEnough(secret)).toBe(true);
  });

  test('is one of ten: the oldest goes', async () => {
    await fixture.enrol(user);
    const secrets: string[] = [];
    for (let index = 0; index < 11; index++) secrets.push(await trust());
    expect(await list()).toHaveLength(10);
    expect(await isEnough(secrets[0])).toBe(false);
    expect(await isEnough(secrets[1])).toBe(true);
  });

  test('is noted as used once a day', async () => {
    await fixture.enrol(user);
    const secret = await trust();
    const { clock } = fixture;
    const seen: (number | null | undefined)[] = [];
    const visit = async () => {
      await isEnough(secret);
      seen.push((await list())[0]?.lastUsedAt);
    };
    const start = clock.nowMs();
    await visit();
    clock.advance(dayMs - 1);
    await visit();
    clock.advance(1);
    await visit();
    expect(seen).toEqual([start, start, start + dayMs]);
  });

  test('is forgotten by its owner, with a new password, and by nobody else', async () => {
    const eve = await fixture.addUser();
    await fixture.enrol(user);
    const [first, second] = [await trust(), await trust()];
    const [newest] = await list();
    expect(await codeOf(fixture.mfa.trustedDevices.forget(actOf(eve), eve, newest?.id ?? ''))).toBe(
      'mfa.factor_not_found',
    );
    await fixture.mfa.trustedDevices.forget(actOf(user), user, newest?.id ?? '');
    expect([await isEnough(first), await isEnough(second)]).toEqual([true, false]);
    await store.database.write((tx) => fixture.mfa.forgetDevicesOf(tx, user.id));
    expect(await isEnough(first)).toBe(false);
    const actions = (await fixture.entries()).map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('device.'))).toEqual([
      ...['device.trust', 'device.trust', 'device.forget'],
    ]);
  });

  test('has its secret stored as a hash', async () => {
    await fixture.enrol(user);
    const secret = await trust();
    const rows = await store.database.db.selectFrom('trusted_devices').selectAll().execute();
    expect(JSON.stringify([rows, await fixture.entries()])).not.toContain(secret);
  });
});
