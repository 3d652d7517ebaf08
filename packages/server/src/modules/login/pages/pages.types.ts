import type { FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import type { ApplicationService } from '#modules/applications';
import type { Act } from '#modules/audit';
import type { Captcha } from '#modules/limits';
import type { MailService } from '#modules/mail';
import type { MfaService } from '#modules/mfa';
import type { OauthService } from '#modules/oauth';
import type { PasswordService } from '#modules/passwords';
import type { SessionService } from '#modules/sessions';
import type { TokenService } from '#modules/tokens';
import type { NewUser, User, UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { LoginService } from '../login.types.ts';
import type { SignInService } from '../sign-in/sign-in.types.ts';
import type { OwnAccountsPort } from './account/account.ports.ts';
import type { ByMailPort, MailPolicy } from './by-mail/by-mail.types.ts';

/** What the pages need of accounts: making them. */
export interface AccountPort {
  /** `'sent'` where a mail says how to go on, whether or not the address had an account. */
  signUp(caller: Caller, input: NewUser & { password: string }): Promise<{ user: User } | 'sent'>;
  isSetUpTokenValid(token: string): Promise<boolean>;
  setUp(
    act: Act,
    token: string,
    input: { email: string | null; username: string | null; password: string },
  ): Promise<User>;
}

export interface PageCookies {
  /** The browser session's cookie, with the `__Host-` prefix when it is Secure. */
  sessionName: string;
  isSecure: boolean;
  sessionSeconds: number;
}

export interface PagesDeps {
  login: LoginService;
  signIn: SignInService;
  account: AccountPort;
  sessions: SessionService;
  oauth: OauthService;
  applications: ApplicationService;
  users: Pick<UserService, 'get' | 'update'>;
  passwords: Pick<PasswordService, 'change'>;
  tokens: Pick<TokenService, 'createApiToken' | 'findApiToken' | 'listApiTokens' | 'revokeApiToken'>;
  mfa: MfaService;
  captcha: Captcha;
  ownAccounts: OwnAccountsPort & ByMailPort;
  db: Db;
  clock: Clock;
  sealer: Sealer;
  cookies: PageCookies;
  /** The public base URL. */
  publicUrl: string;
  isSignUpOpen: boolean;
  /** Whether this server sends mail: what needs it is not offered otherwise. */
  hasMail: boolean;
  /** Where mails are shown instead of sent: what it would have sent. */
  devMail: Pick<MailService, 'shown'> | null;
  mailPolicy: MailPolicy;
  /** From the wish to delete an account to its deletion; 0 when that is at once. */
  deletionGraceSeconds: number;
  /** For how long a browser can be trusted; 0 when none is. */
  trustedSeconds: number;
  /** For the hint beside password fields. */
  minPasswordLength: number;
  /** Whether the browser says that a request comes from a page of ours. */
  isSameOrigin(request: FastifyRequest): boolean;
}
