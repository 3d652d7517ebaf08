import type { Config } from '#config';
import type { ApplicationService } from '#modules/applications';
import type { LimitService } from '#modules/limits';
import type { MailService } from '#modules/mail';
import type { MfaService } from '#modules/mfa';
import type { OauthService } from '#modules/oauth';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { ServiceService } from '#modules/services';
import type { SessionService } from '#modules/sessions';
import type { TokenService } from '#modules/tokens';
import type { Tx } from '#platform/db/schema.ts';
import type { NewId } from '#platform/ids.ts';
import type { AccountDeps } from './account.service.ts';

/** What this needs of the rung that it is on. */
export interface OwnAccountPorts {
  /** Sign-ins that wait for more than the password that is void now. */
  forgetPendingOf(tx: Tx, userId: string): Promise<void>;
}

/** What looking after one's own account stands on. */
export interface OwnAccountDeps extends Omit<AccountDeps, 'email' | 'emailVerification' | 'isSignUpOpen'> {
  newId: NewId;
  applications: ApplicationService;
  audit: AuditService;
  events: EventService;
  limits: LimitService;
  mail: MailService;
  mfa: MfaService;
  services: ServiceService;
  sessions: SessionService;
  tokens: TokenService;
  oauth: OauthService;
  config: AccountDeps['config'] & Pick<Config, 'signIn' | 'account'>;
  ports: OwnAccountPorts;
  onBackgroundError: (error: unknown) => void;
}
