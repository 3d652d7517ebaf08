import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { UserPorts } from './users.types.ts';

export interface UserDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  audit: AuditService;
  events: EventService;
  access: AccessService;
  ports: UserPorts;
}
