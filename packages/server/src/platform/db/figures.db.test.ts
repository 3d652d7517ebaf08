import { databases, type TestDatabase, type TestDialect } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpreadReading } from '../spread.ts';
import type { Database } from './database.ts';

const countOf = (reading: SpreadReading | undefined): number =>
  (reading?.counts ?? []).reduce((sum, count) => sum + count, 0);
/** How many were above a bound. */
const above = ({ bounds, counts }: SpreadReading, bound: number): number =>
  counts
    .filter((_count, index) => (bounds[index] ?? Infinity) > bound)
    .reduce((sum, count) => sum + count, 0);

let store: TestDatabase;
let database: Database;
afterEach(() => store.close());

function on(name: TestDialect['name']): void {
  beforeEach(async () => {
    const dialect = databases().find((each) => each.name === name);
    if (!dialect) throw new Error(`${name} is always among the test databases`);
    store = await dialect.open({ poolSize: 2 });
    ({ database } = store);
  });
}

describe('figures of PostgreSQL', () => {
  on('postgres');

  test('show who waits for a connection, and how long that was', async () => {
    const end = Promise.withResolvers<void>();
    const begun = [1, 2].map(() => Promise.withResolvers<void>());
    const holding = begun.map(({ resolve }) =>
      database.write(() => {
        resolve();
        return end.promise;
      }),
    );
    await Promise.all(begun.map(({ promise }) => promise));
    const waiting = [1, 2, 3].map(() => database.ping());
    expect(database.figures().pool).toEqual({ used: 2, idle: 0, most: 2, waiting: 3 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    end.resolve();
    await Promise.all([...holding, ...waiting]);
    const { pool, connectionWaits } = database.figures();
    expect(pool?.waiting).toBe(0);
    expect(connectionWaits && above(connectionWaits, 0.1)).toBeGreaterThanOrEqual(3);
  });
});

describe('figures of SQLite', () => {
  on('sqlite');

  test('show how many shared a commit, and what the log holds', async () => {
    const before = countOf(database.figures().writeWaits);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.write((tx) => sql`create table ${sql.table(`t${index}`)} (a)`.execute(tx)),
      ),
    );
    const { writeWaits, commitSizes, logPages, pool } = database.figures();
    expect(countOf(writeWaits) - before).toBe(20);
    expect(commitSizes && above(commitSizes, 8)).toBe(1);
    expect(logPages).toBeGreaterThan(0);
    expect(pool).toBeUndefined();
  });
});
