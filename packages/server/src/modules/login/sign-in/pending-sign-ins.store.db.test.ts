import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consumePending, findPending, insertPending } from './pending-sign-ins.store.ts';
import { createSignInFixture, type SignInFixture } from './sign-in.fixture.ts';

const now = 1_000_000;

describe.each(databases())('sign-ins that wait, on $name', ({ open }) => {
  let store: TestDatabase;
  let world: SignInFixture;
  let userId: string;

  beforeEach(async () => {
    store = await open();
    world = await createSignInFixture(store);
    userId = (await world.add({ username: 'ada' })).id;
    const pending = { secretHash: 'hash', userId, amr: ['pwd'], now, expiresAt: now + 1_000 };
    await store.database.write((tx) => insertPending(tx, pending));
  });
  afterEach(() => world.close());

  const consume = (at: number) => store.database.write((tx) => consumePending(tx, 'hash', at));

  it('are found as often as somebody looks', async () => {
    for (let looks = 0; looks < 2; looks++) {
      expect(await findPending(store.database.db, 'hash', now)).toEqual({ userId, amr: ['pwd'] });
    }
    expect(await findPending(store.database.db, 'another', now)).toBeUndefined();
  });

  it('have one winner of fifty at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => consume(now)));
    expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([{ userId, amr: ['pwd'] }]);
  });

  it('are over when their time is', async () => {
    expect(await findPending(store.database.db, 'hash', now + 1_000)).toBeUndefined();
    expect(await consume(now + 1_000)).toBeUndefined();
    expect(await consume(now + 999)).toBeDefined();
  });
});
