import { databases } from '@ostiary/testkit';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { asAvailabilityError } from '#platform/db/db-errors.ts';
import { preparedLookup } from '#platform/db/prepared.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

async function openThroughWire() {
  const postgres = databases().find((dialect) => dialect.name === 'postgres');
  if (!postgres) throw new Error('PostgreSQL is always among the test databases');
  const opened = await postgres.open();
  const target = new URL(opened.url);
  const wire = await startTcpProxy(Number(target.port));
  target.port = String(wire.port);
  return { opened, wire, url: target.href };
}

it('a network that swallows everything keeps nobody waiting for ever', async () => {
  // What went wrong: a query on a connection of the pool waited until the kernel gave up, a quarter of an hour later.
  const { opened, wire, url } = await openThroughWire();
  const database = await openDatabase({
    url,
    poolSize: 2,
    answerTimeoutMs: 400,
    onIdleError: () => undefined,
  });
  await Promise.all([database.ping(), database.ping()]);
  // One that is idle for longer than that is none the worse for it.
  await new Promise((resolve) => setTimeout(resolve, 600));
  await database.ping();

  wire.hold();
  const during = [
    sql`select 1`.execute(database.db),
    database.write((tx) => sql`select 1`.execute(tx)),
    database.ping(),
  ];
  for (const outcome of await Promise.allSettled(during)) expect(outcome.status).toBe('rejected');
  wire.release();
  await database.ping();
  await database.write((tx) => sql`select 1`.execute(tx));
  await database.close();
  await wire.cut();
  await opened.close();
});

it('a network that swallows everything keeps nobody waiting who asks again and again, either', async () => {
  // What went wrong: whatever is sent begins the time of silence anew, for all who share the connection.
  const find = preparedLookup<{ one: number }>((db) => ({
    compile: () => sql<{ one: number }>`select 1 as one where 'a' = ${''}`.compile(db),
  }));
  const { opened, wire, url } = await openThroughWire();
  const database = await openDatabase({ url, answerTimeoutMs: 400, onIdleError: () => undefined });
  await find(database.db, 'a');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await find(database.db, 'a')).toEqual([{ one: 1 }]);

  wire.hold();
  const startedAt = performance.now();
  const asked: Promise<unknown>[] = [];
  const settled = new Set<unknown>();
  while (settled.size === 0 && performance.now() - startedAt < 4_000) {
    const one = find(database.db, 'a').finally(() => settled.add(one));
    one.catch(() => undefined);
    asked.push(one);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(settled.size).toBeGreaterThan(0);
  await expect(asked[0]).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  // The next one gets no connection.
  const late: unknown = await find(database.db, 'a').catch(asAvailabilityError);
  expect(late).toMatchObject({ code: 'service.unavailable' });
  wire.release();
  await expect.poll(() => find(database.db, 'a').catch(() => [])).toEqual([{ one: 1 }]);
  await database.close();
  await wire.cut();
  await opened.close();
});

it('a connection cut in the middle of a transaction fails that one, not the process', async () => {
  // What went wrong: a broken connection that was lent out had no listener, and its error ended the process.
  const { opened, wire, url } = await openThroughWire();
  const idleErrors: Error[] = [];
  const database = await openDatabase({ url, onIdleError: (error) => idleErrors.push(error) });

  const cut = database.write(async (tx) => {
    await sql`create table half_done (id text)`.execute(tx);
    await wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sql`select 1`.execute(tx);
  });
  await expect(cut).rejects.toMatchObject({ code: 'service.unavailable' });
  expect(idleErrors.length).toBeGreaterThan(0);

  await wire.join();
  await database.ping();
  await expect(sql`select * from half_done`.execute(database.db)).rejects.toThrow(/half_done/);
  await database.close();
  await wire.cut();
  await opened.close();
});
