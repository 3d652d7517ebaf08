import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { RecentReads } from '#platform/recent-reads.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { KeyOwner } from './keys/keys.store.ts';
import type { Service } from './services.types.ts';

export interface ServiceDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  audit: AuditService;
  events: EventService;
  access: AccessService;
}

/** What the use cases of this module share. */
export interface Core extends ServiceDeps {
  /** By audience. */
  known: RecentReads<Service>;
  /** By the hash of a key. */
  keyOwners: RecentReads<KeyOwner>;
}
