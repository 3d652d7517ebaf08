import type { Caller, Listed } from '#modules/access';
import type { Webhook } from '../webhooks.types.ts';

/** `event`: in its order, until it is accepted or given up. The others are tried once, when somebody asked. */
export type DeliveryKind = 'event' | 'replay' | 'test';
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** One event on its way to one webhook, with what came of the last attempt. Times are epoch milliseconds. */
export interface Delivery {
  id: string;
  webhookId: string;
  kind: DeliveryKind;
  /** Null for a test. */
  eventId: number | null;
  eventType: string;
  createdAt: number;
  attempts: number;
  lastAttemptAt: number | null;
  /** Null when it is over. */
  nextAttemptAt: number | null;
  /** What was answered the last time; null for no answer. */
  statusCode: number | null;
  durationMs: number | null;
  /** Safe to show: nothing that the other side sent. */
  lastError: string | null;
  deliveredAt: number | null;
  /** When it was given up. */
  failedAt: number | null;
}

export interface DeliveryQuery {
  limit: number;
  status?: DeliveryStatus;
  /** The `next` of the page before. */
  before?: string;
}

/** From an event, or from the first that happened at a time or later. */
export type ReplayFrom = { eventId: number } | { time: number };

export interface DeliveryUseCases {
  /** Newest first. `webhooks.read`. Error: `webhooks.not_found`. */
  listDeliveries(caller: Caller, webhook: string, query: DeliveryQuery): Promise<Listed<Delivery>>;
  /** Errors: `webhooks.not_found`, `webhooks.delivery_not_found`. */
  getDelivery(caller: Caller, webhook: string, id: string): Promise<Delivery>;
  /**
   * Sends one event once more, at once, or another test; one that waits is tried now. Also to a webhook that is paused. Errors: as
   * `getDelivery`, `webhooks.event_gone`.
   */
  replayDelivery(caller: Caller, webhook: string, id: string): Promise<Delivery>;
  /** Goes back to an event: it and all that came after are sent again, in order. Never goes forward. */
  replaySince(caller: Caller, webhook: string, from: ReplayFrom): Promise<Webhook>;
  /** Sends a test event, also to a webhook that is paused or asks for other types. */
  sendTest(caller: Caller, webhook: string): Promise<Delivery>;
}
