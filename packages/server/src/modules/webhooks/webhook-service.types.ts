import type { Caller, Expectation, Listed, NameQuery } from '#modules/access';
import type { Tx } from '#platform/db/schema.ts';
import type { DeliveryUseCases } from './deliveries/deliveries.types.ts';
import type { NewWebhook, SecretOnce, Webhook, WebhookChanges } from './webhooks.types.ts';

export interface WebhookService extends DeliveryUseCases {
  /**
   * It is told what happens from then on. `webhooks.manage`. Errors: `request.invalid` with fields,
   * `webhooks.name_taken`, `webhooks.too_many`.
   */
  create(caller: Caller, input: NewWebhook): Promise<SecretOnce & { webhook: Webhook }>;
  /** By id or name. `webhooks.read`. Error: `webhooks.not_found`. */
  get(caller: Caller, idOrName: string): Promise<Webhook>;
  list(caller: Caller, query: NameQuery): Promise<Listed<Webhook>>;
  /** Errors: as `create`; `webhooks.not_found`, `request.precondition_failed`. */
  update(caller: Caller, idOrName: string, changes: WebhookChanges & Expectation): Promise<Webhook>;
  /** With all that is known of its deliveries. */
  delete(caller: Caller, idOrName: string, expectation?: Expectation): Promise<void>;
  /** A new secret; the one before goes on signing beside it for a day, any before that no longer. */
  rotateSecret(caller: Caller, idOrName: string): Promise<SecretOnce & { previousSecretUntil: number }>;
  /** Sends what is due until nothing is; returns how many attempts that took. */
  deliverDue(): Promise<number>;
  /** Sends from now on, in this process; any number of processes may. */
  start(): void;
  /** There is something to send: may be called before that is committed. Does nothing unless started. */
  wake(): void;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
  /** Forgets deliveries that are over, after 14 days, and secrets that no longer sign. Returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}
