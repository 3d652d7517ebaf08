import type { Config } from '#config';
import type { AuditService } from '#modules/audit';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import type { Sealer } from '#platform/sealing.ts';

export interface PredecessorDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  users: UserService;
  audit: AuditService;
  /** For an address that the operator set: bounded in time and size, without redirects. */
  fetch: Fetch;
  config: Config['predecessor'];
  /** How far clocks may differ. */
  leewaySeconds: number;
  /** Whether asking is limited at all. */
  isLimited: boolean;
  /** Told, at most once a minute, that the predecessor cannot be asked. */
  onBackgroundError?: (error: unknown) => void;
}
