import type { Config } from '#config';
import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { LimitService } from '#modules/limits';
import type { MailService } from '#modules/mail';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { MfaPorts } from './mfa.types.ts';

export interface MfaDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  access: AccessService;
  audit: AuditService;
  limits: LimitService;
  mail: MailService;
  users: UserService;
  config: Config['factors'] & { hasPasskeys: boolean; failuresAllowed: number };
  /** The public base URL: its host is the relying party of passkeys. */
  publicUrl: string;
  ports: MfaPorts;
}
