/** `asked`: by somebody. `gone`: the receiver said so. `failing`: nothing was accepted for days. */
export type PauseReason = 'asked' | 'gone' | 'failing';

/** Events between these positions may have been pruned before they were sent. */
export interface Gap {
  after: number;
  before: number;
  foundAt: number;
}

/** Somebody else's address that is told what happened, in the order of the outbox. Times are epoch milliseconds. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  /** Null for all. */
  eventTypes: string[] | null;
  isActive: boolean;
  /** Null while it is active. */
  pauseReason: PauseReason | null;
  /** Everything up to this event was delivered, given up or not asked for. */
  cursor: number;
  nextAttemptAt: number;
  /** When attempts began to fail; null when the last one did not. */
  failingSince: number | null;
  deliveredAt: number | null;
  gap: Gap | null;
  /** Until when the secret before this one signs, too. */
  previousSecretUntil: number | null;
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1. */
  version: number;
}

export interface NewWebhook {
  name: string;
  url: string;
  eventTypes?: string[] | null;
}

export type WebhookChanges = Partial<NewWebhook> & { isActive?: boolean };

/** What makes a signature. Never logged, never told but once. */
export interface SecretOnce {
  secret: string;
}
