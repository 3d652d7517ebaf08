import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '#config';
import { isoTime, systemClock } from '#platform/clock.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';
import { createAuditService, type AuditEntry } from '#modules/audit';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import type { Finding } from './doctor.machine.ts';

/** No installation is older than this program. */
const earliestPlausibleMs = Date.UTC(2026, 0, 1);
const toleratedSkewMs = 5_000;

/** Reachable, its version, its schema, the clock against it, and the newest audit entry. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const { databaseUrl, poolSize } = config.data;
  const file = /^sqlite:(.*)$/.exec(databaseUrl)?.[1];
  if (file !== undefined && !existsSync(file)) {
    const message = `${file} does not exist yet; \`ostiary\` makes it at its first start.`;
    return [{ check: 'database', status: 'ok', message }, checkClock(systemClock.nowMs(), null, null)];
  }
  let database: Database | undefined;
  try {
    database = await openDatabase({ url: databaseUrl, poolSize, onIdleError: () => undefined });
    return await examine(database, config);
  } catch (error) {
    return [unreachable(error)];
  } finally {
    await database?.close();
  }
}

function unreachable(error: unknown): Finding {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return {
    check: 'database',
    status: 'error',
    message: `The database cannot be used: ${reason}`,
    hint: 'Check DATABASE_URL, and that the database runs and lets this user in.',
  };
}

async function examine(database: Database, config: Config): Promise<Finding[]> {
  const { version, nowMs } = await identify(database);
  const reachable: Finding = {
    check: 'database',
    status: 'ok',
    message: `${version} at ${database.location}`,
  };
  const pending = await database.pendingMigrations();
  if (pending.length > 0) {
    const message = `${pending.length} migrations are missing: ${pending.join(', ')}`;
    const missing: Finding = {
      check: 'migrations',
      status: 'error',
      message,
      hint: 'Run `ostiary migrate`.',
    };
    return [reachable, missing, checkClock(systemClock.nowMs(), nowMs, null)];
  }
  const newest = await newestEntry(database, config);
  const head = newest ? `Newest entry: ${newest.seq}, at ${isoTime(newest.at)}.` : 'It is empty.';
  return [
    reachable,
    { check: 'migrations', status: 'ok', message: 'The schema is up to date.' },
    checkClock(systemClock.nowMs(), nowMs, newest?.at ?? null),
    { check: 'audit log', status: 'ok', message: `${head} \`ostiary audit verify\` proves all of it.` },
  ];
}

/** Its name and version, and its own clock when it has one. */
async function identify({ dialect, db }: Database): Promise<{ version: string; nowMs: number | null }> {
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
    return { version: `SQLite ${rows[0]?.version ?? ''}`, nowMs: null };
  }
  const { rows } = await sql<{ version: string; now_ms: number }>`
    select current_setting('server_version') as version,
      floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms`.execute(db);
  return { version: `PostgreSQL ${rows[0]?.version ?? ''}`, nowMs: rows[0]?.now_ms ?? null };
}

async function newestEntry(database: Database, config: Config): Promise<AuditEntry | undefined> {
  const audit = createAuditService({
    database,
    clock: systemClock,
    newId: createIds(systemClock),
    sealer: createSealer(config.secrets.master),
  });
  const [newest] = await audit.list(database.db, { limit: 1 });
  return newest;
}

/** Tokens expire by the clock: one that is wrong locks everybody out, or in. */
export function checkClock(nowMs: number, databaseMs: number | null, newestAt: number | null): Finding {
  const check = 'clock';
  const hint = 'Set the clock of this machine, and let NTP keep it right.';
  if (nowMs < earliestPlausibleMs) {
    return { check, status: 'error', message: `The clock says ${isoTime(nowMs)}.`, hint };
  }
  if (newestAt !== null && newestAt > nowMs + toleratedSkewMs) {
    const message = `The newest audit entry (${isoTime(newestAt)}) is later than the clock (${isoTime(nowMs)}).`;
    return { check, status: 'error', message, hint };
  }
  const skewMs = databaseMs === null ? 0 : Math.abs(databaseMs - nowMs);
  if (skewMs > toleratedSkewMs) {
    const message = `The clocks of this machine and the database differ by ${Math.round(skewMs / 1000)} s.`;
    return { check, status: 'warning', message, hint };
  }
  return { check, status: 'ok', message: `${isoTime(nowMs)} is plausible.` };
}
