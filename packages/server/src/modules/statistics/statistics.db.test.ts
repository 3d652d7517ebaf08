import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#platform/db/database.ts';
import { isAppError } from '#platform/errors.ts';
import { createStatisticsService } from './statistics.service.ts';
import type { StatisticsService } from './statistics.types.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe.each(databases())('statistics on $name', ({ open }) => {
  let store: TestDatabase;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const clock = fakeClock();
  const start = clock.nowMs() - (clock.nowMs() % day) + day;
  beforeEach(() => clock.set(start));

  const make = (database: Database = store.database) => createStatisticsService({ database, clock });

  async function countsOf(service: StatisticsService, name: string, step: 'hour' | 'day' = 'hour') {
    const { series } = await service.read({ from: start, to: start + 2 * day, step });
    return series.find((each) => each.name === name)?.counts;
  }

  test('processes that write down at once add up, and each knows what it counted itself', async () => {
    const services = Array.from({ length: 5 }, () => make());
    for (const service of services) {
      for (let n = 0; n < 10; n++) service.count('token.verified');
      service.count('mail.sent');
    }
    await Promise.all(services.map((service) => service.flush()));
    await Promise.all(services.map((service) => service.flush()));
    const [one] = services;
    expect((await countsOf(one!, 'token.verified'))?.slice(0, 2)).toEqual([50, 0]);
    expect((await countsOf(one!, 'mail.sent'))?.[0]).toBe(5);
    expect(one?.totals()).toEqual(
      new Map([
        ['token.verified', 10],
        ['mail.sent', 1],
      ]),
    );
  });

  // A first visit asks for two things at once, and saw nothing of what had just happened.
  test('whoever reads while another one writes down sees it as well', async () => {
    const service = make();
    service.count('mail.sent');
    const [first, second] = await Promise.all([
      countsOf(service, 'mail.sent'),
      countsOf(service, 'mail.sent'),
    ]);
    expect([first?.[0], second?.[0]]).toEqual([1, 1]);
  });

  test('hours and days are those of UTC, with a zero where nothing happened', async () => {
    const service = make();
    for (const at of [start, start + hour - 1, start + 2 * hour, start + day]) {
      clock.set(at);
      service.count('sign_up.succeeded');
    }
    const hours = await countsOf(service, 'sign_up.succeeded');
    expect(hours).toHaveLength(48);
    expect(hours?.slice(0, 4)).toEqual([2, 0, 1, 0]);
    expect(await countsOf(service, 'sign_up.succeeded', 'day')).toEqual([3, 1]);
    expect(await countsOf(service, 'mail.failed', 'day')).toEqual([0, 0]);
  });

  test('what could not be written down stays counted, with what came meanwhile', async () => {
    let isGone = true;
    const write: Database['write'] = (work) =>
      store.database.write(async (tx) => {
        const done = await work(tx);
        if (isGone) throw new Error('gone');
        return done;
      });
    const service = make({ ...store.database, db: store.database.db, write });
    service.count('mail.sent');
    const failed = service.flush();
    service.count('mail.sent');
    await expect(failed).rejects.toThrow('gone');
    expect(await countsOf(make(), 'mail.sent', 'day')).toEqual([0, 0]);
    isGone = false;
    expect(await countsOf(service, 'mail.sent', 'day')).toEqual([2, 0]);
  });

  test('a process that stops writes down the rest', async () => {
    const service = make();
    service.start();
    service.count('mail.sent');
    await service.stop();
    expect(await countsOf(make(), 'mail.sent', 'day')).toEqual([1, 0]);
  });

  test('a span that is empty or longer than an answer is refused', async () => {
    const service = make();
    const read = (to: number, step: 'hour' | 'day') => service.read({ from: start, to, step });
    for (const [to, step] of [
      [start, 'hour'],
      [start + 33 * day, 'hour'],
      [start + 202 * day, 'day'],
    ] as const) {
      await expect(read(to, step)).rejects.toSatisfy((error) => isAppError(error, 'request.invalid'));
    }
    expect((await read(start + 31 * day, 'hour')).series[0]?.counts).toHaveLength(31 * 24);
    expect((await read(start + 200 * day, 'day')).series[0]?.counts).toHaveLength(200);
  });

  test('counts are kept for 400 days', async () => {
    const service = make();
    service.count('mail.sent');
    await service.flush();
    const prune = (now: number) => store.database.write((tx) => service.prune(tx, now));
    expect(await prune(start + 400 * day)).toBe(0);
    expect(await prune(start + 401 * day)).toBe(1);
  });
});
