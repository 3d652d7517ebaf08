import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runOstiary, temporaryDirectory } from '../support/server-process.ts';

const bin = fileURLToPath(new URL('../../bin/ostiary.mjs', import.meta.url));
const entryCount = 300_000;
/** Before usage was counted. */
const longAgo = Date.UTC(2026, 0, 1);

describe.each(databases())('an upgrade that is killed on $name', ({ open }) => {
  let store: TestDatabase;
  let env: Record<string, string>;
  let directory: { path: string; remove(): Promise<void> };
  beforeEach(async () => {
    store = await open();
    directory = await temporaryDirectory();
    env = { DATABASE_URL: store.url, OSTIARY_DATA_DIR: directory.path };
    await runOstiary(['migrate'], env);
    await store.database.write(async (tx) => {
      await sql`
        insert into audit_entries (seq, id, at, actor_type, action, outcome, details, prev_hash, hash)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < ${sql.lit(entryCount)})
        select 100 + i, 'e' || i, ${sql.lit(longAgo)} + i * 1000, 'anonymous', 'session.sign_in', 'success', '{}', '', ''
        from n`.execute(tx);
      await sql`update audit_head set seq = ${entryCount + 100}`.execute(tx);
    });
  });
  afterEach(async () => {
    await store.close();
    await directory.remove();
  });

  async function progress(): Promise<{ rows: number; isFinished: boolean }> {
    const row = await store.database.db.selectFrom('backfills').selectAll().executeTakeFirst();
    return { rows: row?.rows_done ?? 0, isFinished: row !== undefined && row.finished_at !== null };
  }

  async function killOneUpgrade(after: number): Promise<void> {
    const child = spawn(process.execPath, [bin, 'upgrade'], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      cwd: tmpdir(),
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && (await progress()).rows < after) await sleep(2);
    child.kill('SIGKILL');
    await ended;
  }

  test('goes on where it was, and counts everything once', { timeout: 120_000 }, async () => {
    await killOneUpgrade(1);
    const first = await progress();
    expect(first.isFinished).toBe(false);
    await killOneUpgrade(first.rows + 20_000);
    const second = await progress();
    expect(second.rows).toBeGreaterThan(first.rows);
    expect(second.isFinished).toBe(false);
    // Two at once finish it.
    const runs = await Promise.all([runOstiary(['upgrade'], env), runOstiary(['upgrade'], env)]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const { rows } = await sql<{ hours: number; count: number }>`
      select count(*) as hours, cast(sum(count) as bigint) as count from usage_counts
      where name = 'sign_in.succeeded'`.execute(store.database.db);
    expect(rows).toEqual([{ hours: Math.floor((entryCount * 1000) / 3_600_000) + 1, count: entryCount }]);
    expect((await progress()).isFinished).toBe(true);
  });
});
