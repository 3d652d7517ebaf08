import type { KeyService, SigningKeyInfo } from '#modules/keys';
import type { MailService } from '#modules/mail';
import type { StatisticsService } from '#modules/statistics';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { attentionIn } from './attention.rules.ts';
import {
  countAdministrators,
  countAdministratorsWithoutFactor,
  countDeletionsDueBefore,
  countFailedLogouts,
  countFailedMails,
  countImportsIdleSince,
  countLiveSessions,
  countSecretsExpiring,
  countUsers,
  countWaitingMails,
  countWebhookEventsFailed,
  countWebhooksFailing,
  countWebhooksPaused,
  findDatabaseBytes,
  findFirstSteps,
} from './overview.store.ts';
import type { Facts, OverviewService } from './overview.types.ts';

export interface OverviewDeps {
  database: Database;
  clock: Clock;
  keys: Pick<KeyService, 'list'>;
  mail: Pick<MailService, 'isOn'>;
  statistics: Pick<StatisticsService, 'read'>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekDays = 7;
/** Failures that are older were seen, or do not matter any more. */
const recentMs = weekDays * dayMs;
/** A deletion can be taken back until it is due; a secret wants to be replaced before. */
const soonMs = 14 * dayMs;
const idleImportMs = 10 * minuteMs;
/** What is sent again soon need not be looked at. */
const failingMs = hourMs;

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** Of the last 24 hours, and a day's share of the week before them. */
async function countFailures(
  { statistics }: OverviewDeps,
  now: number,
): Promise<{ signInFailures: number; usualSignInFailures: number }> {
  const { series } = await statistics.read({
    ...{ from: now - (weekDays + 1) * dayMs + hourMs, to: now + 1, step: 'hour' },
  });
  const failures = series.filter(({ name }) => name.startsWith('sign_in.') && name !== 'sign_in.succeeded');
  return {
    signInFailures: sum(failures.map(({ counts }) => sum(counts.slice(-24)))),
    usualSignInFailures: sum(failures.map(({ counts }) => sum(counts.slice(0, -24)))) / weekDays,
  };
}

async function gather(deps: OverviewDeps, key: SigningKeyInfo | undefined, now: number): Promise<Facts> {
  const { db } = deps.database;
  return {
    administrators: await countAdministrators(db),
    administratorsWithoutFactor: await countAdministratorsWithoutFactor(db),
    mailsFailed: await countFailedMails(db, now - recentMs),
    logoutsFailed: await countFailedLogouts(db, now - recentMs),
    deletionsDueSoon: await countDeletionsDueBefore(db, now + soonMs),
    importsInterrupted: await countImportsIdleSince(db, now - idleImportMs),
    secretsExpiring: await countSecretsExpiring(db, now, now + soonMs),
    webhookEventsFailed: await countWebhookEventsFailed(db, now - recentMs),
    webhooksFailing: await countWebhooksFailing(db, now - failingMs),
    webhooksPaused: await countWebhooksPaused(db),
    signingKeyAgeDays: key ? Math.floor((now - key.createdAt) / dayMs) : null,
    ...(await countFailures(deps, now)),
  };
}

/** How things stand, of every part of the house. */
export function createOverviewService(deps: OverviewDeps): OverviewService {
  const { database, clock, keys, mail } = deps;
  const { db, dialect } = database;
  const startedAt = clock.nowMs();
  return {
    async read() {
      const now = clock.nowMs();
      const key = (await keys.list()).find(({ retiredAt }) => retiredAt === null);
      return {
        users: await countUsers(db, dialect),
        sessions: await countLiveSessions(db, now),
        health: {
          database: dialect,
          databaseBytes: await findDatabaseBytes(db, dialect),
          isMailOn: mail.isOn,
          mailsWaiting: await countWaitingMails(db),
          signingKeyCreatedAt: key?.createdAt ?? null,
          startedAt,
        },
        attention: attentionIn(await gather(deps, key, now)),
        firstSteps: await findFirstSteps(db),
      };
    },
  };
}
