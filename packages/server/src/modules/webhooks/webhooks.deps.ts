import type { UsageName } from '@ostiary/contract';
import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';

export interface WebhookConfig {
  /** There only https will do. */
  isProduction: boolean;
}

export interface WebhookDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  audit: Pick<AuditService, 'record'>;
  events: Pick<EventService, 'list' | 'settledEdge' | 'find' | 'oldest' | 'firstSince'>;
  access: Pick<AccessService, 'requirePermission'>;
  usage?: { count(name: UsageName): void };
  /** Guarded: addresses are somebody's to name. */
  fetch: Fetch;
  config: WebhookConfig;
  /** Told of failures that are no receiver's fault. */
  onError(error: unknown): void;
}

/** What the use cases of this module share. */
export interface Core extends WebhookDeps {
  /** There is something to send, once the transaction has committed. */
  wake(): void;
}
