import { sql, type SelectQueryBuilder } from 'kysely';
import type { Db, DialectName, Tables } from '#platform/db/schema.ts';
import type { Bounded, FirstSteps } from './overview.types.ts';

/** What is shown is no more exact than that. */
const most = 1_000;
const mostSessions = 10_000;
/** Up to here PostgreSQL counts in a few milliseconds. */
const countedUsers = 50_000;

/** Counts rows that an index finds, up to a bound. */
async function countUpTo<T extends keyof Tables>(
  db: Db,
  rows: SelectQueryBuilder<Tables, T, object>,
  bound = most,
): Promise<Bounded> {
  const { count } = await db
    .selectFrom(
      rows
        .select(sql<number>`1`.as('one'))
        .limit(bound + 1)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const found = Number(count);
  return { count: Math.min(found, bound), isMore: found > bound };
}

async function estimateUsers(db: Db): Promise<number> {
  const { rows } = await sql<{ estimate: number }>`
    select cast(reltuples as bigint) as estimate from pg_class where oid = 'users'::regclass`.execute(db);
  return Number(rows[0]?.estimate ?? 0);
}

/** Exact where that is cheap: SQLite counts its smallest index. */
export async function countUsers(
  db: Db,
  dialect: DialectName,
): Promise<{ count: number; isEstimate: boolean }> {
  const estimate = dialect === 'postgres' ? await estimateUsers(db) : 0;
  if (estimate > countedUsers) return { count: estimate, isEstimate: true };
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { count: Number(count), isEstimate: false };
}

export async function findDatabaseBytes(db: Db, dialect: DialectName): Promise<number | null> {
  const size =
    dialect === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`
          select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  const { rows } = await size.execute(db);
  return rows[0] ? Number(rows[0].bytes) : null;
}

export function countLiveSessions(db: Db, now: number): Promise<Bounded> {
  const live = db.selectFrom('sessions').where('expires_at', '>', now).where('ended_at', 'is', null);
  return countUpTo(db, live, mostSessions);
}

export async function countWaitingMails(db: Db): Promise<number> {
  const waiting = db.selectFrom('mail_outbox').where('sent_at', 'is', null).where('failed_at', 'is', null);
  return (await countUpTo(db, waiting)).count;
}

export async function countFailedMails(db: Db, since: number): Promise<number> {
  return (await countUpTo(db, db.selectFrom('mail_outbox').where('failed_at', '>', since))).count;
}

export async function countFailedLogouts(db: Db, since: number): Promise<number> {
  return (await countUpTo(db, db.selectFrom('backchannel_logouts').where('failed_at', '>', since))).count;
}

/** Written as the index of administrators has it. */
const administrators = (db: Db) =>
  db.selectFrom('users').where(sql<boolean>`users.is_superuser = 1 and users.is_active = 1`);

export async function countAdministrators(db: Db): Promise<number> {
  return (await countUpTo(db, administrators(db))).count;
}

export async function countAdministratorsWithoutFactor(db: Db): Promise<number> {
  const unprotected = administrators(db)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('totp_factors')
            .select('totp_factors.id')
            .whereRef('totp_factors.user_id', '=', 'users.id')
            .where('totp_factors.confirmed_at', 'is not', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('passkeys').select('passkeys.id').whereRef('passkeys.user_id', '=', 'users.id'))),
    );
  return (await countUpTo(db, unprotected)).count;
}

export async function countDeletionsDueBefore(db: Db, at: number): Promise<number> {
  return (await countUpTo(db, db.selectFrom('account_deletions').where('due_at', '<', at))).count;
}

/** Nothing was done for a while, and it is not finished. */
export async function countImportsIdleSince(db: Db, at: number): Promise<number> {
  const idle = db.selectFrom('import_runs').where('finished_at', 'is', null).where('updated_at', '<', at);
  return (await countUpTo(db, idle)).count;
}

export async function countSecretsExpiring(db: Db, from: number, to: number): Promise<number> {
  const expiring = db
    .selectFrom('application_secrets')
    .where('expires_at', '>', from)
    .where('expires_at', '<', to);
  return (await countUpTo(db, expiring)).count;
}

export async function countWebhookEventsFailed(db: Db, since: number): Promise<number> {
  return (await countUpTo(db, db.selectFrom('webhook_deliveries').where('failed_at', '>', since))).count;
}

/** There are few webhooks. */
export async function countWebhooksFailing(db: Db, before: number): Promise<number> {
  const failing = db.selectFrom('webhooks').where('is_active', '=', 1).where('failing_since', '<', before);
  return (await countUpTo(db, failing)).count;
}

export async function countWebhooksPaused(db: Db): Promise<number> {
  const paused = db.selectFrom('webhooks').where('pause_reason', 'in', ['gone', 'failing']);
  return (await countUpTo(db, paused)).count;
}

export async function findFirstSteps(db: Db): Promise<FirstSteps> {
  const services = await countUpTo(db, db.selectFrom('services'), 1);
  const applications = await countUpTo(db, db.selectFrom('applications'), 1);
  const users = await countUpTo(db, db.selectFrom('users'), 1);
  return {
    hasService: services.count > 0,
    hasApplication: applications.count > 0,
    hasOtherUser: users.isMore,
  };
}
