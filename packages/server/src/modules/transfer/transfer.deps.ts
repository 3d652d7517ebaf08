import type { AccessService } from '#modules/access';
import type { ApplicationService } from '#modules/applications';
import type { Act, AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { MfaService } from '#modules/mfa';
import type { OauthBulk } from '#modules/oauth';
import type { PasswordService } from '#modules/passwords';
import type { ServiceService } from '#modules/services';
import type { TokenService } from '#modules/tokens';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';

export interface TransferPorts {
  /** Ends every session and token of a user, in the same transaction. */
  endEverything(tx: Tx, act: Act, ending: { userId: string; reason: string }): Promise<void>;
}

export interface TransferDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  users: Pick<UserService, 'bulk' | 'find' | 'hasAdministrator'>;
  applications: Pick<ApplicationService, 'bulk' | 'findMany'>;
  services: Pick<ServiceService, 'bulk'>;
  mfa: Pick<MfaService, 'bulk'>;
  tokens: Pick<TokenService, 'bulk'>;
  oauth: { bulk: OauthBulk };
  access: AccessService;
  passwords: Pick<PasswordService, 'bulk'>;
  audit: AuditService;
  events: EventService;
  ports: TransferPorts;
}
