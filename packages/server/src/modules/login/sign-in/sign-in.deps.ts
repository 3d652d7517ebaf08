import type { Config } from '#config';
import type { AuditService } from '#modules/audit';
import type { MfaService } from '#modules/mfa';
import type { PasswordService } from '#modules/passwords';
import type { SessionService } from '#modules/sessions';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Sealer } from '#platform/sealing.ts';

export interface SignInDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  audit: AuditService;
  mfa: MfaService;
  passwords: PasswordService;
  sessions: SessionService;
  users: UserService;
  config: Config['signIn'] & Config['factors'] & { sessionSeconds: number };
}
