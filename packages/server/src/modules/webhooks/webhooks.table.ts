import type { Selectable } from 'kysely';
import { nameKey } from '#modules/access';
import type { Gap, PauseReason, Webhook } from './webhooks.types.ts';

/** Times are epoch milliseconds, `event_types` is JSON. */
interface WebhooksTable {
  id: string;
  name: string;
  /** The name without regard to case. */
  name_key: string;
  url: string;
  event_types: string | null;
  is_active: number;
  pause_reason: string | null;
  secret_sealed: string;
  previous_secret_sealed: string | null;
  previous_secret_until: number | null;
  cursor_id: number;
  next_attempt_at: number;
  failing_since: number | null;
  delivered_at: number | null;
  gap_after: number | null;
  gap_before: number | null;
  gap_found_at: number | null;
  /** Until then it is one process's to send to; null when it is nobody's. */
  locked_until: number | null;
  /** Counts who took it: a later one counts higher. */
  lease: number;
  created_at: number;
  updated_at: number;
  version: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    webhooks: WebhooksTable;
  }
}

export type WebhookRow = Selectable<WebhooksTable>;

export interface SealedSecrets {
  secret: string;
  /** The one before, and until when it signs. */
  previous: string | null;
  previousUntil: number | null;
}

function toGap(row: WebhookRow): Gap | null {
  const { gap_after: after, gap_before: before, gap_found_at: foundAt } = row;
  return after === null || before === null || foundAt === null ? null : { after, before, foundAt };
}

export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    eventTypes: row.event_types === null ? null : (JSON.parse(row.event_types) as string[]),
    isActive: row.is_active === 1,
    pauseReason: row.pause_reason as PauseReason | null,
    cursor: row.cursor_id,
    nextAttemptAt: row.next_attempt_at,
    failingSince: row.failing_since,
    deliveredAt: row.delivered_at,
    gap: toGap(row),
    previousSecretUntil: row.previous_secret_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toSealedSecrets(row: WebhookRow): SealedSecrets {
  return {
    secret: row.secret_sealed,
    previous: row.previous_secret_sealed,
    previousUntil: row.previous_secret_until,
  };
}

/** Everything but its secrets and who sends to it. */
export function toWebhookColumns(webhook: Webhook) {
  return {
    name: webhook.name,
    name_key: nameKey(webhook.name),
    url: webhook.url,
    event_types: webhook.eventTypes === null ? null : JSON.stringify(webhook.eventTypes),
    is_active: webhook.isActive ? 1 : 0,
    pause_reason: webhook.pauseReason,
    cursor_id: webhook.cursor,
    next_attempt_at: webhook.nextAttemptAt,
    failing_since: webhook.failingSince,
    delivered_at: webhook.deliveredAt,
    gap_after: webhook.gap?.after ?? null,
    gap_before: webhook.gap?.before ?? null,
    gap_found_at: webhook.gap?.foundAt ?? null,
    updated_at: webhook.updatedAt,
    version: webhook.version,
  };
}
