import { databases } from '@ostiary/testkit';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

it('a connection cut in the middle of a transaction fails that one, not the process', async () => {
  // What went wrong: a broken connection that was lent out had no listener, and its error ended the process.
  const postgres = databases().find((dialect) => dialect.name === 'postgres');
  if (!postgres) throw new Error('PostgreSQL is always among the test databases');
  const opened = await postgres.open();
  const target = new URL(opened.url);
  const wire = await startTcpProxy(Number(target.port));
  target.port = String(wire.port);
  const idleErrors: Error[] = [];
  const database = await openDatabase({ url: target.href, onIdleError: (error) => idleErrors.push(error) });

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
