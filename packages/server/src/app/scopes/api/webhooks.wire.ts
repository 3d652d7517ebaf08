import type { ApiWebhook, ApiWebhookDelivery } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { Delivery, DeliveryStatus, Webhook } from '#modules/webhooks';
import { isoTime } from '#platform/clock.ts';
import { isoOrNull } from './to-wire.ts';

function statusOf({ isActive, failingSince }: Webhook): Static<typeof ApiWebhook>['status'] {
  if (!isActive) return 'paused';
  return failingSince === null ? 'active' : 'failing';
}

export function webhookToWire(webhook: Webhook): Static<typeof ApiWebhook> {
  const { gap } = webhook;
  const status = statusOf(webhook);
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    event_types: webhook.eventTypes,
    is_active: webhook.isActive,
    status,
    pause_reason: webhook.pauseReason,
    cursor: webhook.cursor,
    failing_since: isoOrNull(webhook.failingSince),
    next_attempt_at: status === 'failing' ? isoTime(webhook.nextAttemptAt) : null,
    last_delivered_at: isoOrNull(webhook.deliveredAt),
    gap: gap && { after: gap.after, before: gap.before, found_at: isoTime(gap.foundAt) },
    previous_secret_until: isoOrNull(webhook.previousSecretUntil),
    created_at: isoTime(webhook.createdAt),
    updated_at: isoTime(webhook.updatedAt),
  };
}

function deliveryStatusOf({ deliveredAt, failedAt }: Delivery): DeliveryStatus {
  if (deliveredAt !== null) return 'delivered';
  return failedAt === null ? 'waiting' : 'failed';
}

export function deliveryToWire(delivery: Delivery): Static<typeof ApiWebhookDelivery> {
  return {
    id: delivery.id,
    kind: delivery.kind,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    status: deliveryStatusOf(delivery),
    created_at: isoTime(delivery.createdAt),
    attempts: delivery.attempts,
    last_attempt_at: isoOrNull(delivery.lastAttemptAt),
    next_attempt_at: isoOrNull(delivery.nextAttemptAt),
    status_code: delivery.statusCode,
    duration_ms: delivery.durationMs,
    last_error: delivery.lastError,
    delivered_at: isoOrNull(delivery.deliveredAt),
    failed_at: isoOrNull(delivery.failedAt),
  };
}
