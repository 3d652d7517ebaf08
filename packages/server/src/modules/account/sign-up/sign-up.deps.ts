import type { LimitService } from '#modules/limits';
import type { MailService } from '#modules/mail';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { EmailService } from '../own-accounts.types.ts';
import type { RegistrationDeps } from '../registration.ts';

export interface SignUpDeps extends RegistrationDeps {
  clock: Clock;
  sealer: Sealer;
  email: EmailService;
  mail: MailService;
  limits: LimitService;
  isSignUpOpen: boolean;
  emailVerification: Config['signIn']['emailVerification'];
  config: Pick<Config, 'limits'> & { publicUrl: string };
}
