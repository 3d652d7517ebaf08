import type { AuditService } from '#modules/audit';
import type { MfaService } from '#modules/mfa';
import type { PasswordService } from '#modules/passwords';
import type { SessionService } from '#modules/sessions';
import type { UserService } from '#modules/users';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { SignInService } from './sign-in.types.ts';

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

const notYet = (): never => {
  throw new TypeError('Not built yet');
};

export function createSignInService(
  _deps: SignInDeps,
): SignInService & { prune(tx: Tx, now: number): Promise<number> } {
  return {
    withPassword: notYet,
    withPasskey: notYet,
    withFirstFactor: notYet,
    findPending: () => Promise.resolve(undefined),
    goOn: notYet,
    goOnAfterEnrolment: notYet,
    stepUp: notYet,
    requireRecent: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
  };
}
