import { setTimeout as sleep } from 'node:timers/promises';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPerson } from '../support/http-client.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { valueOf } from './samples.ts';

const password = 'correct-horse-7-battery';
const ofBoth = [
  'ostiary_build_info',
  'ostiary_event_loop_busy_seconds_total',
  'ostiary_event_loop_delay_seconds',
  'ostiary_feed_delay_seconds',
  'ostiary_feed_lag_seconds',
  'ostiary_hash_jobs',
  'ostiary_hash_refused_total',
  'ostiary_hash_seconds',
  'ostiary_hash_wait_seconds',
  'ostiary_http_requests_total',
  'ostiary_outbox_oldest_seconds',
  'ostiary_outbox_overdue_seconds',
  'ostiary_outbox_waiting',
  'ostiary_ready',
  'ostiary_sign_ins_total',
  'ostiary_tokens_issued_total',
];
const ofEach = {
  sqlite: ['ostiary_sqlite_commit_size', 'ostiary_sqlite_log_pages', 'ostiary_sqlite_write_wait_seconds'],
  postgres: [
    'ostiary_database_connection_wait_seconds',
    'ostiary_database_connections',
    'ostiary_database_waiting',
  ],
};

let world: TestApp;
const scrape = async (): Promise<string> => (await world.app.inject('/metrics')).body;
const signIn = (username: string, secret = password) =>
  world.app.inject({ method: 'POST', url: '/auth/token/', payload: { username, password: secret } });

describe.each(databases())('metrics on $name', ({ name, open }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    world = await testApp({ DATABASE_URL: database.url, OSTIARY_RATE_LIMITS: 'on' });
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  test('have a value each, as soon as something was done', async () => {
    await addPerson(world.services, { username: 'ann', email: 'ann@example.com', roles: [] });
    await signIn('ann', 'something else');
    const text = await scrape();
    const series = /^(ostiary_\w+?)(?:_bucket|_sum|_count)?(?:\{.*\})? \S+$/gm;
    const withValues = new Set(Array.from(text.matchAll(series), ([, metric]) => metric));
    for (const metric of [...ofBoth, ...ofEach[name]]) expect(withValues).toContain(metric);
    expect(withValues).not.toContain(
      name === 'sqlite' ? 'ostiary_database_connections' : 'ostiary_sqlite_commit_size',
    );
  });

  test('count how sign-ins ended, what was refused, and the passwords that took', async () => {
    await addPerson(world.services, { username: 'ann', email: 'ann@example.com', roles: [] });
    const before = valueOf(await scrape(), 'ostiary_hash_seconds_count', { pool: 'passwords' });
    for (let round = 0; round < 20; round++) await signIn('ann', 'something else');
    const text = await scrape();
    const results = { route: '/auth/token/', method: 'POST' };
    const wrong = valueOf(text, 'ostiary_http_requests_total', { ...results, status: '401' });
    const limited = valueOf(text, 'ostiary_http_requests_total', { ...results, status: '429' });
    expect(wrong + limited).toBe(20);
    expect(limited).toBeGreaterThan(0);
    // Whoever is limited costs no hash.
    expect(valueOf(text, 'ostiary_hash_seconds_count', { pool: 'passwords' }) - before).toBe(wrong);
    expect(valueOf(text, 'ostiary_hash_wait_seconds_count', { pool: 'passwords' }) - before).toBe(wrong);
    expect(valueOf(text, 'ostiary_hash_jobs', { pool: 'passwords', state: 'waiting' })).toBe(0);
  });

  test('say how long what is to be sent has waited', async () => {
    const { mail, database: own } = world.services;
    const text = await scrape();
    expect(valueOf(text, 'ostiary_outbox_waiting', { outbox: 'mail' })).toBe(0);
    expect(valueOf(text, 'ostiary_outbox_overdue_seconds', { outbox: 'logouts' })).toBe(0);
    await own.write((tx) =>
      mail.enqueue(tx, {
        ...{ template: 'test', to: 'ann@example.com', language: 'en' },
        values: { time: 'now' },
      }),
    );
    world.clock.advance(90_000);
    const later = await scrape();
    expect(valueOf(later, 'ostiary_outbox_waiting', { outbox: 'mail' })).toBe(1);
    expect(valueOf(later, 'ostiary_outbox_oldest_seconds', { outbox: 'mail' })).toBe(90);
    expect(valueOf(later, 'ostiary_outbox_overdue_seconds', { outbox: 'mail' })).toBe(90);
  });
});

describe('the event loop', () => {
  beforeEach(async () => {
    world = await testApp();
  });
  afterEach(() => world.close());

  const slow = async (): Promise<number> => {
    const text = await scrape();
    const all = valueOf(text, 'ostiary_event_loop_delay_seconds_count');
    return all - valueOf(text, 'ostiary_event_loop_delay_seconds_bucket', { le: '1' });
  };

  test('that was held for long shows it, at every scrape that follows', async () => {
    await sleep(250);
    const before = await slow();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
    await sleep(250);
    expect(await slow()).toBeGreaterThan(before);
    expect(await slow()).toBeGreaterThan(before);
    expect(valueOf(await scrape(), 'ostiary_event_loop_busy_seconds_total')).toBeGreaterThan(1);
  });

  test('is told in no figure that cannot be added up', async () => {
    expect(await scrape()).not.toContain('nodejs_eventloop_lag');
  });
});

describe('a database that is gone', () => {
  test('is one figure among all the others, which are told all the same', { timeout: 60_000 }, async () => {
    const postgres = databases().find((dialect) => dialect.name === 'postgres');
    if (!postgres) throw new Error('PostgreSQL is always among the test databases');
    const database = await postgres.open();
    const url = new URL(database.url);
    const proxy = await startTcpProxy(Number(url.port));
    url.port = String(proxy.port);
    url.hostname = '127.0.0.1';
    world = await testApp({ DATABASE_URL: url.href });
    expect(valueOf(await scrape(), 'ostiary_ready')).toBe(1);
    await proxy.cut();
    const text = await scrape();
    expect(valueOf(text, 'ostiary_ready')).toBe(0);
    expect(text).toContain('ostiary_sign_ins_total');
    await proxy.join();
    expect(valueOf(await scrape(), 'ostiary_ready')).toBe(1);
    await world.close();
    await proxy.cut();
    await database.close();
  });
});

test('figures of several processes are put together by what they mean', async () => {
  world = await testApp();
  const { AggregatorRegistry, Registry } = await import('prom-client');
  const { addDatabaseMetrics } = await import('#app/metrics/database-metrics.ts');
  const { addHashingMetrics } = await import('#app/metrics/hashing-metrics.ts');
  const registries = [new Registry(), new Registry()];
  for (const registry of registries) {
    addDatabaseMetrics(registry, world.services.database);
    addHashingMetrics(registry, world.services.passwords);
  }
  await world.services.passwords.hash(password);
  const [one, two] = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
  const alone = await (registries[0] ?? new Registry()).metrics();
  // As they come from other processes.
  const sent = JSON.parse(JSON.stringify([one, two])) as Parameters<typeof AggregatorRegistry.aggregate>[0];
  const sum = await AggregatorRegistry.aggregate(sent).metrics();
  const same = ['ostiary_ready', 'ostiary_sqlite_log_pages'];
  for (const metric of same) expect(valueOf(sum, metric)).toBe(valueOf(alone, metric));
  const pool = { pool: 'passwords' };
  expect(valueOf(sum, 'ostiary_hash_threads', pool)).toBe(2 * valueOf(alone, 'ostiary_hash_threads', pool));
  const bucket = { ...pool, le: '+Inf' };
  expect(valueOf(alone, 'ostiary_hash_seconds_bucket', bucket)).toBe(1);
  expect(valueOf(sum, 'ostiary_hash_seconds_bucket', bucket)).toBe(2);
  await world.close();
});
