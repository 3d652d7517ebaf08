import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { AccessPorts } from './access.types.ts';
import type { Guard } from './guard.service.ts';

export interface AccessDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  audit: AuditService;
  events: EventService;
  ports: AccessPorts;
}

/** What the use cases of this module share. */
export interface Core extends AccessDeps {
  guard: Guard;
}
