import type { Config } from '#config';
import type { LimitService } from '#modules/limits';
import type { MailService } from '#modules/mail';
import type { MfaService } from '#modules/mfa';
import type { OauthService } from '#modules/oauth';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { ServiceService } from '#modules/services';
import type { SessionService } from '#modules/sessions';
import type { TokenService } from '#modules/tokens';
import type { NewId } from '#platform/ids.ts';
import type { AccountDeps } from './account.service.ts';

/** What looking after one's own account stands on. */
export interface OwnAccountDeps extends Omit<AccountDeps, 'email' | 'emailVerification'> {
  newId: NewId;
  audit: AuditService;
  events: EventService;
  limits: LimitService;
  mail: MailService;
  mfa: MfaService;
  services: ServiceService;
  sessions: SessionService;
  tokens: TokenService;
  oauth: OauthService;
  config: Pick<Config, 'limits' | 'signIn' | 'account'> & { publicUrl: string };
  onBackgroundError: (error: unknown) => void;
}
