import { setTimeout as sleep } from 'node:timers/promises';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type DatabaseOptions } from '../database.ts';
import { preparedLookup } from '../prepared.ts';
import type { Db } from '../schema.ts';

/** Gives back what it was asked for, from a row of a table. */
const find = preparedLookup<{ name: string; value: number }>((db) => ({
  compile: () =>
    sql<{ name: string; value: number }>`select name, value from notes where name = ${''}`.compile(db),
}));
/** PostgreSQL fails for what is no number, and for zero. */
const divide = preparedLookup<{ share: number }>((db) => ({
  compile: () => sql<{ share: number }>`select 100 / ${''}::text::int as share`.compile(db),
}));
const wait = preparedLookup<{ asked: string }>((db) => ({
  compile: () =>
    sql<{ asked: string }>`select ${''}::text as asked from pg_sleep(${''}::text::float8)`.compile(db),
}));

const postgres = databases().find(({ name }) => name === 'postgres');
let opened: TestDatabase;
let db: Db;

beforeEach(async () => {
  if (!postgres) throw new TypeError('PostgreSQL is always among the test databases');
  opened = await postgres.open();
  ({ db } = opened.database);
  await sql`create table notes (name text primary key, value int not null)`.execute(db);
  await sql`insert into notes select 'n' || i, i from generate_series(0, 999) as i`.execute(db);
});
afterEach(() => opened.close());

async function backends(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where application_name = 'ostiary lookups' and datname = current_database()`.execute(db);
  return rows.map(({ pid }) => pid);
}

async function tell(deed: 'pg_cancel_backend' | 'pg_terminate_backend'): Promise<void> {
  for (const pid of await backends()) await sql`select ${sql.raw(deed)}(${pid})`.execute(db);
}

/** What it gave, or the code of its error. */
const outcomeOf = (lookup: Promise<unknown>): Promise<unknown> =>
  lookup.catch((error: unknown) => (error as { code?: string }).code);

/** A lookup about a number, with what comes of it. */
const ways: ((number: number) => [Promise<unknown>, unknown])[] = [
  (number) => [find(db, `n${number}`), [{ name: `n${number}`, value: number }]],
  (number) => [find(db, `missing ${number}`), []],
  (number) => [divide(db, String(number + 1)), [{ share: Math.floor(100 / (number + 1)) }]],
  () => [divide(db, '0'), '22012'],
  () => [divide(db, 'x'), '22P02'],
];

it('each of thousands of lookups at once gets its own answer, whatever becomes of the others', async () => {
  const asked: Promise<unknown>[] = [];
  const expected: unknown[] = [];
  for (let index = 0; index < 4_000; index++) {
    const [lookup, answer] = ways[index % ways.length]?.((index * 7_919) % 1_000) ?? [];
    asked.push(outcomeOf(lookup ?? Promise.reject(new TypeError('There are ways'))));
    expected.push(answer);
    // Not all in the same turn.
    if (index % 97 === 0) await sleep(0);
  }
  expect(await Promise.all(asked)).toEqual(expected);
  expect(await backends()).toHaveLength(1);
});

it('one that is cancelled fails alone', async () => {
  const asked = Promise.all([wait(db, 'a', '20'), find(db, 'n1'), find(db, 'n2')].map(outcomeOf));
  await expect.poll(backends).toHaveLength(1);
  // Before it has begun there is nothing to be cancelled.
  await expect
    .poll(async () => {
      await tell('pg_cancel_backend');
      return Promise.race([asked, sleep(50)]);
    })
    .toEqual(['57014', [{ name: 'n1', value: 1 }], [{ name: 'n2', value: 2 }]]);
});

it('a connection that breaks fails those who wait, and the next one has another', async () => {
  await find(db, 'n1');
  const [first] = await backends();
  const waiting = Promise.all([wait(db, 'a', '20'), find(db, 'n1')].map(outcomeOf));
  await sleep(50);
  await tell('pg_terminate_backend');
  expect((await waiting)[0]).toBe('57P01');
  expect((await waiting)[1]).not.toEqual([{ name: 'n1', value: 1 }]);
  await expect.poll(() => find(db, 'n3').catch(() => undefined)).toEqual([{ name: 'n3', value: 3 }]);
  const [second] = await backends();
  expect(second).toBeDefined();
  expect(second).not.toBe(first);
});

it('one that waits for a lock holds up the others for a time only, and not those who come afterwards', async () => {
  await withDatabase({ answerTimeoutMs: 400, onIdleError: () => undefined }, async (other) => {
    await find(other, 'n1');
    await opened.database.write(async (tx) => {
      await sql`lock table notes in access exclusive mode`.execute(tx);
      const asked = [find(other, 'n1'), divide(other, '5')].map(outcomeOf);
      expect(await Promise.all(asked)).toEqual(['ETIMEDOUT', 'ETIMEDOUT']);
      expect(await divide(other, '5')).toEqual([{ share: 20 }]);
    });
    expect(await find(other, 'n1')).toEqual([{ name: 'n1', value: 1 }]);
  });
});

it('one that broke while nobody asked is replaced without anybody noticing', async () => {
  await find(db, 'n1');
  await tell('pg_terminate_backend');
  await expect.poll(backends).toHaveLength(0);
  await sleep(20);
  expect(await find(db, 'n1')).toEqual([{ name: 'n1', value: 1 }]);
});

it('a transaction sees what it wrote, and nobody else does', async () => {
  await opened.database.write(async (tx) => {
    await sql`insert into notes values ('mine', 7)`.execute(tx);
    expect(await find(tx, 'mine')).toEqual([{ name: 'mine', value: 7 }]);
    expect(await find(db, 'mine')).toEqual([]);
  });
  expect(await find(db, 'mine')).toEqual([{ name: 'mine', value: 7 }]);
});

async function withDatabase(
  options: Partial<DatabaseOptions>,
  work: (db: Db) => Promise<void>,
): Promise<void> {
  const other = await openDatabase({ url: opened.url, ...options });
  await work(other.db).finally(() => other.close());
}

it('whoever watches queries is told of lookups', async () => {
  const told: [string, boolean][] = [];
  await withDatabase(
    { onQuery: (text, ms, hasFailed) => void (ms >= 0 && told.push([text, hasFailed])) },
    async (watched) => {
      told.length = 0;
      await find(watched, 'n1');
      await expect(divide(watched, '0')).rejects.toThrow();
    },
  );
  expect(told).toEqual([
    ['select name, value from notes where name = $1', false],
    ['select 100 / $1::text::int as share', true],
  ]);
});

it('shares nothing behind a pooler that gives every transaction another connection', async () => {
  await withDatabase({ pooling: 'transaction' }, async (pooled) => {
    expect(await find(pooled, 'n1')).toEqual([{ name: 'n1', value: 1 }]);
    expect(await backends()).toEqual([]);
  });
});

it('says that the service is unavailable after it was closed', async () => {
  const other = await openDatabase({ url: opened.url });
  await find(other.db, 'n1');
  await other.close();
  await expect(find(other.db, 'n1')).rejects.toThrow(/closed/);
});
