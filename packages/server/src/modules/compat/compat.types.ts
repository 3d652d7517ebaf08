import type { Access, AccessService, Caller } from '#modules/access';
import type { Captcha } from '#modules/limits';
import type { SessionService } from '#modules/sessions';
import type { TokenService } from '#modules/tokens';
import type { NewUser, User } from '#modules/users';
import type { Database } from '#platform/db/database.ts';

export interface SignUpRequest extends Pick<NewUser, 'email' | 'username' | 'firstName' | 'lastName'> {
  password: string;
  level?: number;
}

/** What these aliases need of their own rung, passed in by the composition root. */
export interface CompatPorts {
  /**
   * `'sent'`: a mail says how to go on, whether or not the address has an account. Errors: those of sign-up and of
   * giving a role.
   */
  signUp(caller: Caller, input: SignUpRequest): Promise<{ user: User; access: Access } | 'sent'>;
}

export interface CompatDeps {
  database: Database;
  access: AccessService;
  captcha: Pick<Captcha, 'verify'>;
  sessions: SessionService;
  tokens: TokenService;
  ports: CompatPorts;
  cookie: {
    isSecure: boolean;
    /** Lifetime of the cookie, its token and its session. */
    seconds: number;
  };
}
