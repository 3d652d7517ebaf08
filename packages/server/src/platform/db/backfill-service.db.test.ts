import { databases, fakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backfill } from '../../../migrations/backfills/backfill.types.ts';
import { migrations } from '../../../migrations/index.ts';
import { createBackfillService, type BackfillService } from './backfill-service.ts';
import { openDatabase, type Database } from './database.ts';

const rowCount = 250;
const batchRows = 20;
const name = 'upper-case-names';

/** Says of each name what it is in upper case, and counts how often it has said so. */
const upperCase: Backfill = {
  follows: '0018_upgrades',
  async countLeft(db, position) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from words where id > ${Number(position)} and upper_name is null`.execute(db);
    return rows[0]?.count ?? 0;
  },
  async doBatch(tx, position) {
    const { rows } = await sql<{ id: number }>`
      select id from words where id > ${Number(position)} order by id limit ${batchRows}`.execute(tx);
    const last = rows.at(-1)?.id ?? 0;
    await sql`
      update words set upper_name = upper(name), times = times + 1
      where id > ${Number(position)} and id <= ${last} and upper_name is null`.execute(tx);
    return { rows: rows.length, position: rows.length < batchRows ? null : String(last) };
  },
};

describe.each(databases())('backfills on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
    await opened.database.write(async (tx) => {
      await sql`create table words (id bigint primary key, name text, upper_name text, times integer)`.execute(
        tx,
      );
      for (let id = 1; id <= rowCount; id++) {
        await sql`insert into words (id, name, times) values (${id}, ${`word ${String(id)}`}, 0)`.execute(tx);
      }
    });
  });
  afterEach(() => opened.close());

  const clock = fakeClock();
  const errors: unknown[] = [];
  const serviceOf = (backfill: Backfill, database: Database = opened.database): BackfillService =>
    createBackfillService({
      database,
      clock,
      onBackgroundError: (error) => errors.push(error),
      backfills: { [name]: backfill },
    });

  /** How many rows were done how often. */
  async function timesDone(): Promise<Record<number, number>> {
    const { rows } = await sql<{ times: number; count: number }>`
      select times, count(*) as count from words group by times order by times`.execute(opened.database.db);
    return Object.fromEntries(rows.map(({ times, count }) => [times, count]));
  }

  it('do every row once, tell how far they are, and have nothing to do afterwards', async () => {
    const service = serviceOf(upperCase);
    expect(await service.list()).toEqual([{ name, isFinished: false, rowsDone: 0, rowsLeft: rowCount }]);
    const told: number[] = [];
    await service.run((_name, rows) => told.push(rows));
    expect(told).toEqual([...Array.from({ length: 12 }, () => batchRows), 10]);
    expect(await timesDone()).toEqual({ 1: rowCount });
    expect(await service.list()).toEqual([{ name, isFinished: true, rowsDone: rowCount, rowsLeft: 0 }]);
    await serviceOf(upperCase).run();
    expect(await timesDone()).toEqual({ 1: rowCount });
  });

  it('are shared by processes: no batch is done twice, none is left out', async () => {
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: opened.url, poolSize: 2 })));
    try {
      const told = await Promise.all(
        others.map(async (database) => {
          let done = 0;
          await serviceOf(upperCase, database).run((_name, rows) => (done += rows));
          return done;
        }),
      );
      expect(told.reduce((sum, done) => sum + done, 0)).toBe(rowCount);
      expect(await timesDone()).toEqual({ 1: rowCount });
    } finally {
      await Promise.all(others.map((database) => database.close()));
    }
  });

  it('go on where they were cut off, the batch that failed included', async () => {
    let batches = 0;
    const failing: Backfill = {
      ...upperCase,
      async doBatch(tx, position) {
        const result = await upperCase.doBatch(tx, position);
        if (++batches > 3) throw new Error('cut off');
        return result;
      },
    };
    await expect(serviceOf(failing).run()).rejects.toThrow('cut off');
    expect(await timesDone()).toEqual({ 0: rowCount - 3 * batchRows, 1: 3 * batchRows });
    const service = serviceOf(upperCase);
    expect(await service.list()).toMatchObject([
      { rowsDone: 3 * batchRows, rowsLeft: rowCount - 3 * batchRows },
    ]);
    await service.run();
    expect(await timesDone()).toEqual({ 1: rowCount });
  });

  it('run in the background until they are through, and stop when asked to', async () => {
    const first = serviceOf(upperCase);
    first.start();
    await expect.poll(async () => (await first.list())[0]?.rowsDone).toBeGreaterThan(0);
    await first.stop();
    const afterStop = await timesDone();
    expect(afterStop[0]).toBeGreaterThan(0);
    const second = serviceOf(upperCase);
    const told: [string, number][] = [];
    second.start((...what) => told.push(what));
    await expect.poll(() => told.length, { timeout: 15_000 }).toBe(1);
    await second.stop();
    expect(told).toEqual([[name, afterStop[0]]]);
    expect((await second.list())[0]?.isFinished).toBe(true);
    expect(await timesDone()).toEqual({ 1: rowCount });
    expect(errors).toEqual([]);
  });

  it('are done to their end, once more, before a migration takes away what they read', async () => {
    await serviceOf(upperCase).run();
    // An old process has written meanwhile.
    await opened.database.write((tx) =>
      sql`insert into words (id, name, times) values (1000, 'late', 0)`.execute(tx),
    );
    const later = await openDatabase({
      url: opened.url,
      migrations: {
        ...migrations,
        '9001_names_gone': {
          up: async (db) => void (await sql`alter table words drop column name`.execute(db)),
          oldest: '0018_upgrades',
          after: { [name]: upperCase, 'never-begun': upperCase },
        },
      },
    });
    try {
      await later.migrate();
      const { rows } = await sql`select id, upper_name from words where id = 1000`.execute(later.db);
      expect(rows).toEqual([{ id: 1000, upper_name: 'LATE' }]);
      const begun = await later.db.selectFrom('backfills').select(['name', 'finished_at']).execute();
      expect(begun.every((one) => one.finished_at !== null)).toBe(true);
      expect(begun.map((one) => one.name)).toContain('never-begun');
    } finally {
      await later.close();
    }
  });

  it('cannot say how much is left before the migration that they follow', async () => {
    const service = serviceOf({ ...upperCase, follows: '9999_later' });
    expect(await service.list()).toMatchObject([{ isFinished: false, rowsLeft: null }]);
  });
});
