import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Config } from '#config';
import { isoTime, systemClock } from '#platform/clock.ts';
import { listBackfills } from '#platform/db/backfills.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';
import { UnsupportedSchemaError } from '#platform/db/schema-state.ts';
import { createAuditService, type AuditEntry } from '#modules/audit';
import { canOpenActiveKey } from '#modules/keys';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { backfills } from '../../migrations/backfills/index.ts';
import type { Finding } from './doctor.machine.ts';

/** No installation is older than this program. */
const earliestPlausibleMs = Date.UTC(2026, 0, 1);
const toleratedSkewMs = 5_000;

/** Reachable, its version, its schema, the clock against it, the master key, and the head of the audit log. */
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
  const schema = await checkSchema(database);
  if (schema.status === 'error') return [reachable, schema, checkClock(systemClock.nowMs(), nowMs, null)];
  const sealer = createSealer(config.secrets.master);
  const ids = createIds(systemClock);
  const audit = createAuditService({ database, clock: systemClock, newId: ids, sealer });
  const [newest] = await audit.list(database.db, { limit: 1 });
  const secrets = {
    canOpenKey: await canOpenActiveKey(database.db, sealer),
    hasOwnHead: await audit.hasOwnHead(),
  };
  return [
    reachable,
    schema,
    await checkBackfills(database),
    checkClock(systemClock.nowMs(), nowMs, newest?.at ?? null),
    ...judgeSecrets(secrets, newest),
  ];
}

/** Neither older than this version nor so much newer that it cannot work with it. */
async function checkSchema(database: Database): Promise<Finding> {
  const check = 'migrations';
  const state = await database.schemaState();
  const { pending, unknown } = state;
  if (!state.isSupported) {
    const { message, hint } = new UnsupportedSchemaError(state);
    return { check, status: 'error', message, hint };
  }
  if (unknown.length > 0) {
    const message = `A newer Ostiary has added to this database: ${unknown.join(', ')}. This version can work with it.`;
    return { check, status: 'warning', message, hint: 'Nothing to do while an upgrade is under way.' };
  }
  if (pending.length > 0) {
    const message = `${pending.length} migrations are missing: ${pending.join(', ')}`;
    return {
      check,
      status: 'error',
      message,
      hint: '`ostiary upgrade --check` says what they do, and `ostiary upgrade` applies them.',
    };
  }
  return { check, status: 'ok', message: 'The schema is up to date.' };
}

async function checkBackfills(database: Database): Promise<Finding> {
  const check = 'backfills';
  const states = await listBackfills(database, backfills);
  const left = states.filter(({ isFinished, rowsLeft }) => !isFinished && rowsLeft !== 0);
  if (left.length === 0) return { check, status: 'ok', message: 'Every row is as this version has it.' };
  const told = left.map(
    ({ name, rowsLeft }) => `${name} (about ${(rowsLeft ?? 0).toLocaleString('en')} rows left)`,
  );
  return {
    check,
    status: 'warning',
    message: `Not through yet: ${told.join(', ')}.`,
    hint: 'A running server goes on with it in the background; `ostiary upgrade` does it at once.',
  };
}

interface SecretFacts {
  /** Null when there is no signing key yet. */
  canOpenKey: boolean | null;
  hasOwnHead: boolean;
}

/** The key that signs and the head of the audit log are both made under the master key. */
function judgeSecrets(facts: SecretFacts, newest: AuditEntry | undefined): Finding[] {
  const { canOpenKey, hasOwnHead } = facts;
  const masterKey: Finding =
    canOpenKey === false
      ? {
          check: 'master key',
          status: 'error',
          message: 'The signing key cannot be opened: it was sealed under another OSTIARY_SECRET.',
          hint: 'Set OSTIARY_SECRET to the one that this database was used with.',
        }
      : {
          check: 'master key',
          status: 'ok',
          message: canOpenKey === null ? 'There is no signing key yet.' : 'It opens the signing key.',
        };
  // Under another master key the head looks wrong, too, which says nothing about the log.
  const isOtherKey = canOpenKey === false && !hasOwnHead;
  return isOtherKey ? [masterKey] : [masterKey, judgeAuditHead(facts, newest)];
}

function judgeAuditHead({ hasOwnHead }: SecretFacts, newest: AuditEntry | undefined): Finding {
  const check = 'audit log';
  if (!hasOwnHead) {
    const message = 'The head of the audit log was altered, or made under another OSTIARY_SECRET.';
    const hint = '`ostiary audit verify` names the first bad entry; compare with a backup.';
    return { check, status: 'error', message, hint };
  }
  const head = newest ? `Newest entry: ${newest.seq}, at ${isoTime(newest.at)}.` : 'It is empty.';
  return { check, status: 'ok', message: `${head} \`ostiary audit verify\` proves all of it.` };
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
