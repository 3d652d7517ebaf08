import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { valueOf } from '../operations/samples.ts';
import { feedWorld, type FeedWorld } from './feed-world.ts';

const patience = { timeout: 15_000, interval: 100 };

let database: TestDatabase;
let world: FeedWorld;
afterEach(async () => {
  await world.close();
  await database.close();
});

const measured = async (metric: string): Promise<number> =>
  valueOf((await world.app.inject('/metrics')).body, metric);
const told = (): Promise<number> => measured('ostiary_feed_delay_seconds_count');

describe.each(databases())('what is measured of the feed on $name', ({ open }) => {
  beforeEach(async () => {
    database = await open();
    world = await feedWorld(database);
  });

  test('counts what was told to somebody, and nothing behind nobody’s back', async () => {
    await world.person('ann');
    expect([await told(), await measured('ostiary_feed_lag_seconds')]).toEqual([0, 0]);
    const orders = await world.client('Orders', { accessLevels: ['reader'] });
    const stream = await orders.stream(`?after=${await orders.cursor()}`);
    await stream.next('beat');
    const before = await told();
    await world.person('bob');
    await vi.waitFor(async () => expect(await told()).toBeGreaterThan(before), patience);
    stream.close();
    await vi.waitFor(async () => expect(await measured('ostiary_feed_lag_seconds')).toBe(0), patience);
  });
});

test(
  'an open transaction of PostgreSQL that holds the feed is seen as long as it does',
  { timeout: 60_000 },
  async () => {
    const postgres = databases().find(({ name }) => name === 'postgres');
    if (!postgres) throw new Error('PostgreSQL is always among the test databases');
    database = await postgres.open();
    world = await feedWorld(database);
    const { events, database: own } = world.services;
    const orders = await world.client('Orders');
    const stream = await orders.stream(`?after=${await orders.cursor()}`);
    await stream.next('beat');
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = own.write(async (tx) => {
      await events.emit(tx, { type: 'user.updated', subjectId: 'somebody' });
      begun.resolve();
      await end.promise;
    });
    await begun.promise;
    await world.person('ann');
    await vi.waitFor(
      async () => expect(await measured('ostiary_feed_lag_seconds')).toBeGreaterThan(2),
      patience,
    );
    end.resolve();
    await holding;
    await vi.waitFor(
      async () => expect(await measured('ostiary_feed_lag_seconds')).toBeLessThan(2),
      patience,
    );
    stream.close();
  },
);
