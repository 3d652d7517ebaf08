import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '#modules/audit';
import { feedWorld, type FeedWorld } from './feed-world.ts';

const origin: Act['origin'] = { address: null, userAgent: null, requestId: null };

describe.each(databases())('an account that its owner deletes, on $name', ({ open }) => {
  let database: TestDatabase;
  let world: FeedWorld;
  beforeEach(async () => {
    database = await open();
    world = await feedWorld(database);
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  test('goes from every service that follows, when housekeeping finds it due, and not before', async () => {
    const orders = await world.client('Orders');
    const club = await world.client('Club', { entry: 'granted' });
    const ann = await world.person('ann');
    const before = await orders.cursor();
    const act: Act = { actor: { type: 'user', id: ann.id }, origin };
    await world.services.ownAccounts.deletion.request(act, ann);
    expect((await world.services.prune())['dueDeletions']).toBe(0);
    expect(await orders.itemsAfter(before)).toEqual([]);
    world.clock.advance(world.config.account.deletionGraceSeconds * 1000);
    const cursor = await club.cursor();
    expect((await world.services.prune())['dueDeletions']).toBe(1);
    expect(await orders.itemsAfter(before)).toMatchObject([
      { kind: 'user', sub: ann.id, user: null, reason: 'deleted' },
    ]);
    expect((await orders.get(`/users/${ann.id}`)).statusCode).toBe(404);
    // It never saw them.
    expect(await club.itemsAfter(cursor)).toEqual([]);
  });
});
