import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { openDatabase } from './database.ts';
import { uniqueViolation } from './db-errors.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

async function insert(db: Db, name: string): Promise<void> {
  await sql`insert into notes (name) values (${name})`.execute(db);
}

async function names(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from notes order by name`.execute(db);
  return rows.map((row) => row.name);
}

describe.each(databases())('a database on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
    await opened.database.write((tx) => sql`create table notes (name text primary key)`.execute(tx));
  });
  afterEach(() => opened.close());

  it('keeps what a write did, all of it or nothing', async () => {
    const { database } = opened;
    await database.write((tx) => insert(tx, 'kept'));
    const failing = database.write(async (tx) => {
      await insert(tx, 'lost');
      throw new AppError('access.denied');
    });
    await expect(failing).rejects.toMatchObject({ code: 'access.denied' });
    expect(await names(database.db)).toEqual(['kept']);
  });

  it('undoes only the one of many concurrent writes that fails', async () => {
    const { database } = opened;
    const writes = Array.from({ length: 100 }, (_, index) =>
      database.write(async (tx) => {
        await insert(tx, `n${String(index).padStart(2, '0')}`);
        if (index % 3 === 0) throw new Error(`no ${index}`);
        return index;
      }),
    );
    const settled = await Promise.allSettled(writes);
    const kept = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(kept).toEqual(Array.from({ length: 100 }, (_, index) => index).filter((index) => index % 3 !== 0));
    expect(await names(database.db)).toEqual(kept.map((index) => `n${String(index).padStart(2, '0')}`));
  });

  it('does the work of each in their own context, whoever shares its commit', async () => {
    const { database } = opened;
    const request = new AsyncLocalStorage<number>();
    const seen = Array.from({ length: 20 }, (_, index) =>
      request.run(index, () =>
        database.write(async (tx) => {
          await insert(tx, `n${index}`);
          return request.getStore();
        }),
      ),
    );
    expect(await Promise.all(seen)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('never lets a read see an open transaction, nor wait for it', async () => {
    const { database } = opened;
    let seen: string[] | undefined;
    await database.write(async (tx) => {
      await insert(tx, 'uncommitted');
      seen = await names(database.db);
    });
    expect(seen).toEqual([]);
    expect(await names(database.db)).toEqual(['uncommitted']);
  });

  it('refuses a write inside a write instead of waiting for itself', async () => {
    const { database } = opened;
    const nested = database.write(() => database.write(() => Promise.resolve(1)));
    await expect(nested).rejects.toThrow(TypeError);
    await expect(database.write(() => Promise.resolve(2))).resolves.toBe(2);
  });

  it('lets one of fifty racing conditional updates win', async () => {
    const { database } = opened;
    await database.write((tx) => sql`create table codes (id text, consumed_at bigint)`.execute(tx));
    await database.write((tx) => sql`insert into codes (id) values ('c')`.execute(tx));
    const tries = Array.from({ length: 50 }, (_, index) =>
      database.write(async (tx) => {
        const { rows } = await sql`
          update codes set consumed_at = ${index} where id = 'c' and consumed_at is null returning id
        `.execute(tx);
        return rows.length;
      }),
    );
    const wins = await Promise.all(tries);
    expect(wins.filter((count) => count === 1)).toHaveLength(1);
  });

  it('takes a single statement for a write, of which one of fifty wins', async () => {
    const { database } = opened;
    await database.write((tx) => sql`create table codes (id text primary key, consumed_by int)`.execute(tx));
    const add = prepared((db) => ({
      compile: () => sql`insert into codes (id) values (${''})`.compile(db),
    }));
    const consume = prepared<{ id: string }>((db) => ({
      compile: () =>
        sql<{ id: string }>`update codes set consumed_by = ${0}
          where id = ${''} and consumed_by is null returning id`.compile(db),
    }));
    await database.writeStatement(add, 'c');
    const wins = await Promise.all(
      Array.from({ length: 50 }, (_, index) => database.writeStatement(consume, index, 'c')),
    );
    expect(wins.filter((rows) => rows.length > 0)).toEqual([[{ id: 'c' }]]);
    const { rows } = await sql<{ by: number }>`select consumed_by as by from codes`.execute(database.db);
    expect(rows).toEqual([{ by: wins.findIndex((won) => won.length > 0) }]);
    const twice: unknown = await database.writeStatement(add, 'c').catch((thrown: unknown) => thrown);
    expect(uniqueViolation(twice)).toMatch(/^codes/);
    await expect(database.write(() => database.writeStatement(add, 'd'))).rejects.toThrow(TypeError);
    const ids = await sql<{ id: string }>`select id from codes`.execute(database.db);
    expect(ids.rows).toEqual([{ id: 'c' }]);
  });

  it('names what was not unique', async () => {
    const { database } = opened;
    await database.write((tx) => insert(tx, 'twice'));
    const error: unknown = await database
      .write((tx) => insert(tx, 'twice'))
      .catch((thrown: unknown) => thrown);
    expect(uniqueViolation(error)).toMatch(/^notes/);
    expect(uniqueViolation(new Error('other'))).toBeUndefined();
  });

  it('reads 64-bit integers as numbers', async () => {
    const { database } = opened;
    await database.write((tx) => sql`create table times (at bigint)`.execute(tx));
    await database.write((tx) => sql`insert into times values (${1_800_000_000_000})`.execute(tx));
    const { rows } = await sql<{ at: number }>`select at from times`.execute(database.db);
    expect(rows).toEqual([{ at: 1_800_000_000_000 }]);
  });

  it('has nothing left to migrate, answers, and migrates again to no effect', async () => {
    const { database } = opened;
    await database.ping();
    expect((await database.schemaState()).pending).toEqual([]);
    expect(await database.migrate()).toEqual([]);
  });

  it('can be opened beside another process that writes', async () => {
    const other = await openDatabase({ url: opened.url });
    try {
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 ? other : opened.database).write((tx) => insert(tx, `p${index}`)),
        ),
      );
      expect(await names(other.db)).toHaveLength(40);
    } finally {
      await other.close();
    }
  });
});

async function migrateInProcess(url: string): Promise<string[]> {
  const script = fileURLToPath(new URL('../../../test/support/migrate-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, url]);
  return JSON.parse(stdout) as string[];
}

describe.each(databases())('migrations on $name', ({ open }) => {
  it('run once when several processes start together', async () => {
    const { database, url, close } = await open({ isMigrated: false });
    try {
      const applied = (await Promise.all([1, 2, 3].map(() => migrateInProcess(url)))).flat();
      expect(applied.length).toBeGreaterThan(0);
      expect(applied).toHaveLength(new Set(applied).size);
      expect((await database.schemaState()).pending).toEqual([]);
    } finally {
      await close();
    }
  });

  it('leave nothing behind when one of them fails', async () => {
    const { database, close } = await open({ isMigrated: false });
    try {
      // Stands in the way of the first table of a later migration.
      await database.write((tx) => sql`create table users (id text)`.execute(tx));
      await expect(database.migrate()).rejects.toThrow(/users/);
      await expect(sql`select * from audit_entries`.execute(database.db)).rejects.toThrow(/audit_entries/);
      await database.write((tx) => sql`drop table users`.execute(tx));
      expect(await database.migrate()).toContain('0001_audit_and_events');
    } finally {
      await close();
    }
  });
});

describe('opening a database', () => {
  it('says that the service is unavailable when the database is not there', async () => {
    await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'service.unavailable',
    });
    await expect(openDatabase({ url: 'sqlite:/nowhere/at/all.sqlite' })).rejects.toBeInstanceOf(Error);
  });

  it('takes a URL of another kind for a mistake in the program', async () => {
    await expect(openDatabase({ url: 'mysql://localhost/x' })).rejects.toThrow(TypeError);
  });
});
