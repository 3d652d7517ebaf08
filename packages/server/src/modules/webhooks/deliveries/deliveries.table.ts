import type { Selectable } from 'kysely';
import type { Delivery, DeliveryKind } from './deliveries.types.ts';

/** Times are epoch milliseconds. */
interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  kind: string;
  event_id: number | null;
  event_type: string;
  created_at: number;
  attempts: number;
  last_attempt_at: number | null;
  next_attempt_at: number | null;
  status_code: number | null;
  duration_ms: number | null;
  last_error: string | null;
  delivered_at: number | null;
  failed_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    webhook_deliveries: WebhookDeliveriesTable;
  }
}

type DeliveryRow = Selectable<WebhookDeliveriesTable>;

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    kind: row.kind as DeliveryKind,
    eventId: row.event_id,
    eventType: row.event_type,
    createdAt: row.created_at,
    attempts: row.attempts,
    lastAttemptAt: row.last_attempt_at,
    nextAttemptAt: row.next_attempt_at,
    statusCode: row.status_code,
    durationMs: row.duration_ms,
    lastError: row.last_error,
    deliveredAt: row.delivered_at,
    failedAt: row.failed_at,
  };
}

export function toDeliveryRow(delivery: Delivery): DeliveryRow {
  return {
    id: delivery.id,
    webhook_id: delivery.webhookId,
    kind: delivery.kind,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    created_at: delivery.createdAt,
    attempts: delivery.attempts,
    last_attempt_at: delivery.lastAttemptAt,
    next_attempt_at: delivery.nextAttemptAt,
    status_code: delivery.statusCode,
    duration_ms: delivery.durationMs,
    last_error: delivery.lastError,
    delivered_at: delivery.deliveredAt,
    failed_at: delivery.failedAt,
  };
}
