import { startOwnPostgres, type OwnPostgres } from '@ostiary/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../deploy/test/support/free-port.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/scale-out.md' });
let postgres: OwnPostgres;
beforeAll(async () => {
  postgres = await startOwnPostgres();
}, storyTimeoutMs);
afterAll(() => postgres.remove());

/** The processes that a process has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const printed = await story.say(`cat /proc/${pid}/task/*/children`);
  return printed.trim().split(/\s+/).filter(Boolean).map(Number);
}

it(
  'a server with four workers is five processes, of which one that ends is replaced',
  async () => {
    const port = String(await freePort());
    const server = await story.start('--workers 4', {
      env: {
        ...{ OSTIARY_PORT: port, OSTIARY_URL: `http://localhost:${port}` },
        OSTIARY_DATA_DIR: `${story.workplace().temporary}/many`,
      },
      ready: /setup\?token=/,
    });
    const { pid } = server;
    // A connection of its own each time: one that is kept open may be to the worker that is killed.
    const status = (): Promise<number> =>
      fetch(`http://localhost:${port}/readyz`, {
        headers: { connection: 'close' },
        signal: AbortSignal.timeout(10_000),
      }).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(status, { timeout: 20_000 }).toBe(200);
    const workers = await childrenOf(pid);
    expect(workers).toHaveLength(4);
    await story.say(`kill -KILL ${workers[0]}`);
    await expect
      .poll(async () => (await childrenOf(pid)).filter((one) => one !== workers[0]), { timeout: 20_000 })
      .toHaveLength(4);
    expect(await status()).toBe(200);
  },
  storyTimeoutMs,
);

it('the timeouts for PgBouncer hold on every connection of the role', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create role ostiary login password 'only-of-this-test'`);
  await client.query(story.take('alter role ostiary'));
  await client.end();
  const url = new URL(postgres.url);
  [url.username, url.password] = ['ostiary', 'only-of-this-test'];
  const asOstiary = new pg.Client({ connectionString: url.href });
  await asOstiary.connect();
  const shown: string[] = [];
  for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
    shown.push(
      ...(await asOstiary.query<Record<string, string>>(`show ${name}`)).rows.flatMap(Object.values<string>),
    );
  await asOstiary.end();
  expect(shown).toEqual(['1min', '15s', '1min']);
});
