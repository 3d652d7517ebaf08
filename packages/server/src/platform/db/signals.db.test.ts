import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import type { Tx } from './schema.ts';

const patienceMs = 10_000;

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !condition(); await sleep(5)) {
    if (Date.now() > deadline) throw new Error('It did not happen');
  }
}

function emit(tx: Tx, ...types: string[]) {
  const rows = types.map((type) => ({ type, subject_id: 'x', data: '{}', at: 1 }));
  return tx.insertInto('events').values(rows).execute();
}

describe.each(databases())('signals on $name', ({ name, open }) => {
  let opened: TestDatabase;
  const others: Database[] = [];
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
    await opened.close();
  });

  /** Another process, as far as the database can tell. */
  async function listening(pooling?: 'transaction') {
    const other = await openDatabase({ url: opened.url, ...(pooling && { pooling }) });
    others.push(other);
    const heard: (string | null)[] = [];
    other.signals.listen((kind) => heard.push(kind));
    other.signals.start();
    return { signals: other.signals, heard };
  }

  if (name === 'sqlite') {
    test('are never live: whoever wants to know looks', async () => {
      const { signals, heard } = await listening();
      await opened.database.write((tx) => emit(tx, 'key.rotated'));
      expect([signals.isLive(), heard]).toEqual([false, []]);
    });
    return;
  }

  test('tell each kind of event once a transaction, to everybody, when it is committed', async () => {
    const one = await listening();
    const two = await listening();
    await until(() => one.signals.isLive() && two.signals.isLive());
    const failing = opened.database.write(async (tx) => {
      await emit(tx, 'user.deleted');
      throw new Error('not after all');
    });
    await expect(failing).rejects.toThrow('not after all');
    await opened.database.write(async (tx) => {
      await emit(tx, 'user.created', 'user.created', 'key.rotated');
      await emit(tx, 'user.created');
    });
    for (const { heard } of [one, two]) {
      await until(() => heard.length >= 3);
      // The first says that anything may have happened before.
      expect(heard.toSorted()).toEqual(['key.rotated', null, 'user.created']);
    }
  });

  test('come back when their connection breaks, and say that something may have been missed', async () => {
    const { signals, heard } = await listening();
    await until(() => signals.isLive());
    const ended = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'ostiary signals' and datname = current_database()`.execute(
      opened.database.db,
    );
    expect(ended.rows).toHaveLength(1);
    await until(() => !signals.isLive());
    await opened.database.write((tx) => emit(tx, 'service.changed'));
    await until(() => signals.isLive());
    expect(heard).toEqual([null, null]);
    await opened.database.write((tx) => emit(tx, 'key.rotated'));
    await until(() => heard.length === 3);
    expect(heard.at(-1)).toBe('key.rotated');
  });

  test('are off behind a pooler that gives every transaction another connection', async () => {
    const { signals, heard } = await listening('transaction');
    await opened.database.write((tx) => emit(tx, 'key.rotated'));
    expect([signals.isLive(), heard]).toEqual([false, []]);
  });

  test('need no connection before somebody starts them, and leave none behind', async () => {
    const count = async (): Promise<number> => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where application_name = 'ostiary signals' and datname = current_database()`.execute(
        opened.database.db,
      );
      return rows.length;
    };
    expect(await count()).toBe(0);
    const { signals } = await listening();
    await until(() => signals.isLive());
    expect(await count()).toBe(1);
    await others.splice(0)[0]?.close();
    for (const deadline = Date.now() + patienceMs; (await count()) > 0 && Date.now() < deadline;)
      await sleep(20);
    expect(await count()).toBe(0);
  });
});
