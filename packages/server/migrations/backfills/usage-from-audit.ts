import { sql, type QueryExecutorProvider } from 'kysely';
import type { Backfill, BatchResult } from './backfill.types.ts';

/**
 * Usage is counted since migration 0016, and the audit log knows what happened before. The log is complete, in order,
 * and never changes, so that what was written before that moment is counted once.
 */
export const usageFromAudit: Backfill = { follows: '0016_console', countLeft, doBatch };

const batchRows = 1_000;
const hourMs = 3_600_000;

interface Entry {
  seq: number;
  at: number;
  action: string;
  outcome: string;
  details: string;
}

/** As the log was counted when this was written. */
const countedAs: Readonly<Record<string, string>> = {
  'user.sign_up': 'sign_up.succeeded',
  'password.recover': 'password.recovered',
  'factor.refuse': 'sign_in.second_factor',
  'token.create': 'token.static',
  'token.refresh_replayed': 'refresh.reused',
  'oauth.code_replayed': 'refresh.reused',
  'mail.fail': 'mail.failed',
};

const signedIn = 'session.sign_in';
const actions = [signedIn, ...Object.keys(countedAs)];

interface Position {
  /** When counting began. */
  before: number;
  seq: number;
}

/**
 * When counting began is part of the position: a database that is moved elsewhere in between has migrations of another
 * time there.
 */
async function resumeAt(db: QueryExecutorProvider, position: string | null): Promise<Position> {
  const [before, seq] = position?.split(' ') ?? [];
  if (before !== undefined && seq !== undefined) return { before: Number(before), seq: Number(seq) };
  const { rows } = await sql<{ timestamp: string }>`
    select timestamp from kysely_migration where name = '0016_console'`.execute(db);
  const at = Date.parse(rows[0]?.timestamp ?? '');
  return { before: Number.isNaN(at) ? 0 : at, seq: 0 };
}

async function countLeft(db: QueryExecutorProvider, position: string | null): Promise<number> {
  const { before, seq } = await resumeAt(db, position);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_entries where seq > ${seq} and at < ${before}`.execute(db);
  return rows[0]?.count ?? 0;
}

async function doBatch(tx: QueryExecutorProvider, position: string | null): Promise<BatchResult> {
  const { before, seq } = await resumeAt(tx, position);
  const { rows } = await sql<Entry>`
    select seq, at, action, outcome, details from audit_entries
    where seq > ${seq} order by seq limit ${batchRows}`.execute(tx);
  const old = rows.filter(({ at }) => at < before);
  for (const [key, count] of [...countByHour(old)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [hour, name] = key.split(' ');
    await sql`
      insert into usage_counts (hour, name, count) values (${Number(hour)}, ${name}, ${count})
      on conflict (hour, name) do update set count = usage_counts.count + excluded.count`.execute(tx);
  }
  const last = rows.at(-1);
  const isEnd = rows.length < batchRows || old.length === 0;
  return { rows: old.length, position: isEnd || !last ? null : `${String(before)} ${String(last.seq)}` };
}

function countByHour(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const name = actions.includes(entry.action) ? nameOf(entry) : undefined;
    if (name === undefined) continue;
    const key = `${String(entry.at - (entry.at % hourMs))} ${name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function nameOf({ action, outcome, details }: Entry): string | undefined {
  if (action !== signedIn) return countedAs[action];
  if (outcome === 'success') return 'sign_in.succeeded';
  const { reason } = JSON.parse(details) as { reason?: unknown };
  return reason === 'inactive' || reason === 'unverified' ? 'sign_in.inactive' : 'sign_in.wrong_credentials';
}
