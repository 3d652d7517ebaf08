import type { ApiOverview } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { Overview } from '#modules/overview';
import { isoTime } from '#platform/clock.ts';

export function overviewToWire(overview: Overview, version: string): Static<typeof ApiOverview> {
  const { users, sessions, health, attention, firstSteps } = overview;
  return {
    users: { count: users.count, is_estimate: users.isEstimate },
    sessions: { count: sessions.count, is_more: sessions.isMore },
    health: {
      version,
      database: health.database,
      database_bytes: health.databaseBytes,
      is_mail_on: health.isMailOn,
      mails_waiting: health.mailsWaiting,
      signing_key_created_at:
        health.signingKeyCreatedAt === null ? null : isoTime(health.signingKeyCreatedAt),
      started_at: isoTime(health.startedAt),
    },
    attention,
    first_steps: {
      has_service: firstSteps.hasService,
      has_application: firstSteps.hasApplication,
      has_other_user: firstSteps.hasOtherUser,
    },
  };
}
