import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../support/test-app.ts';

const secret = 'one master key for both, long enough to be one';

describe.each(databases())('a process whose database a newer version changes on $name', ({ open }) => {
  let store: TestDatabase;
  let running: TestApp;
  beforeEach(async () => {
    store = await open();
    running = await testApp({ DATABASE_URL: store.url, OSTIARY_SECRET: secret });
  });
  afterEach(async () => {
    await running.close();
    await store.close();
  });

  const isReady = async (): Promise<number> => (await running.app.inject('/readyz')).statusCode;
  const change = (statement: string) => store.database.write((tx) => sql.raw(statement).execute(tx));

  test('is ready as long as that has only added something, and can be started again', async () => {
    await change(`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`);
    expect(await isReady()).toBe(200);
    const again = await testApp({ DATABASE_URL: store.url, OSTIARY_SECRET: secret });
    expect((await again.app.inject('/readyz')).statusCode).toBe(200);
    await again.close();
  });

  test('is not ready once that has taken away what it needs, so that nobody is sent to it', async () => {
    await change(`insert into kysely_migration (name, timestamp) values ('9999_later', 'x')`);
    await change(`update schema_support set oldest = '9999_later'`);
    expect(await isReady()).toBe(503);
  });

  test('is not ready as long as something is missing', async () => {
    await change(`delete from kysely_migration where name = '0018_upgrades'`);
    expect(await isReady()).toBe(503);
  });
});
