import type { FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import type { ApplicationService } from '#modules/applications';
import type { Act } from '#modules/audit';
import type { OauthService } from '#modules/oauth';
import type { SessionService } from '#modules/sessions';
import type { NewUser, User } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { LoginService } from '../login.types.ts';

/** What the pages need of accounts: making them. */
export interface AccountPort {
  signUp(caller: Caller, input: NewUser & { password: string }): Promise<unknown>;
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
  account: AccountPort;
  sessions: SessionService;
  oauth: OauthService;
  applications: ApplicationService;
  db: Db;
  clock: Clock;
  sealer: Sealer;
  cookies: PageCookies;
  /** The public base URL. */
  publicUrl: string;
  isSignUpOpen: boolean;
  /** For the hint beside password fields. */
  minPasswordLength: number;
  /** Whether the browser says that a request comes from a page of ours. */
  isSameOrigin(request: FastifyRequest): boolean;
}
