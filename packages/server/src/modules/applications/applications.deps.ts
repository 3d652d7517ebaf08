import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { ApplicationPorts } from './applications.types.ts';
import type { KnownClients } from './known-clients.ts';

export interface ApplicationConfig {
  isProduction: boolean;
  /** Who may register applications: every user for themselves, or only those who manage all. */
  registration: 'users' | 'administrators';
}

export interface ApplicationDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  audit: AuditService;
  events: EventService;
  access: AccessService;
  config: ApplicationConfig;
  ports: ApplicationPorts;
}

/** What the use cases of this module share. */
export interface Core extends ApplicationDeps {
  known: KnownClients;
}
