import type { Delivery } from '../deliveries/deliveries.types.ts';
import type { PauseReason, Webhook } from '../webhooks.types.ts';
import { pauseAfterMs, retryDelayMs } from './retry.rules.ts';
import type { Outcome } from './send-message.ts';

/** How things stand after an attempt. */
export interface Aftermath {
  webhook: Webhook;
  delivery: Delivery;
  /** The event was given up: nobody will send it by itself any more. */
  isGivenUp: boolean;
  paused: PauseReason | null;
}

interface Attempt {
  webhook: Webhook;
  /** Before the attempt. */
  delivery: Delivery;
  outcome: Outcome;
  now: number;
  /** Somebody went back to an earlier event meanwhile: this one will come again in its order. */
  isMoved: boolean;
}

function tried({ delivery, outcome, now }: Attempt): Delivery {
  const { statusCode, durationMs, error } = outcome;
  return {
    ...delivery,
    ...{ attempts: delivery.attempts + 1, lastAttemptAt: now, nextAttemptAt: null },
    ...{ statusCode, durationMs, lastError: error },
  };
}

function pause(webhook: Webhook, pauseReason: PauseReason, now: number): Webhook {
  const { version } = webhook;
  return { ...webhook, isActive: false, pauseReason, updatedAt: now, version: version + 1 };
}

function passed(webhook: Webhook, delivery: Delivery, { isMoved, now }: Attempt): Webhook {
  if (isMoved || delivery.eventId === null) return webhook;
  return { ...webhook, cursor: delivery.eventId, nextAttemptAt: now };
}

function afterAccepted(attempt: Attempt): Aftermath {
  const { now } = attempt;
  const delivery = { ...tried(attempt), deliveredAt: now };
  const before = { ...attempt.webhook, deliveredAt: now };
  if (delivery.kind !== 'event') {
    // It answers again: what waits is tried at once.
    const webhook = before.failingSince === null ? before : { ...before, nextAttemptAt: now };
    return { webhook, delivery, isGivenUp: false, paused: null };
  }
  const webhook = passed({ ...before, failingSince: null }, delivery, attempt);
  return { webhook, delivery, isGivenUp: false, paused: null };
}

function afterGone(attempt: Attempt): Aftermath {
  const { webhook, now } = attempt;
  const delivery = tried(attempt);
  const isOver = delivery.kind !== 'event';
  return {
    webhook: webhook.isActive ? pause(webhook, 'gone', now) : webhook,
    delivery: isOver ? { ...delivery, failedAt: now } : delivery,
    isGivenUp: false,
    paused: webhook.isActive ? 'gone' : null,
  };
}

function afterFailed(attempt: Attempt): Aftermath {
  const { now, webhook: before } = attempt;
  const delivery = tried(attempt);
  const none = { isGivenUp: false, paused: null };
  if (delivery.kind !== 'event')
    return { ...none, webhook: before, delivery: { ...delivery, failedAt: now } };
  const failingSince = before.failingSince ?? now;
  const webhook = { ...before, failingSince };
  // Whoever paused it meanwhile decided that nothing is sent, nor given up.
  if (!webhook.isActive) return { ...none, webhook, delivery };
  if (now - failingSince >= pauseAfterMs) {
    return { ...none, webhook: pause(webhook, 'failing', now), delivery, paused: 'failing' };
  }
  const delayMs = retryDelayMs(delivery.id, delivery.attempts);
  if (delayMs === null) {
    const givenUp = { ...delivery, failedAt: now };
    return { ...none, webhook: passed(webhook, delivery, attempt), delivery: givenUp, isGivenUp: true };
  }
  const nextAttemptAt = now + delayMs;
  return {
    ...none,
    webhook: attempt.isMoved ? webhook : { ...webhook, nextAttemptAt },
    delivery: { ...delivery, nextAttemptAt },
  };
}

/** What follows from an attempt. */
export function aftermathOf(attempt: Attempt): Aftermath {
  const { result } = attempt.outcome;
  if (result === 'accepted') return afterAccepted(attempt);
  return result === 'gone' ? afterGone(attempt) : afterFailed(attempt);
}
