import type { Access, Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { NewUser, User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';

export interface SignUpInput extends Omit<NewUser, 'externalId' | 'isActive' | 'isStaff' | 'isSuperuser'> {
  password: string;
  /** The tutorial's level of the role asked for; read only when absent. */
  level?: number;
}

export interface CreateUserInput extends NewUser {
  /** Without one the account cannot sign in by password until it is given one. */
  password?: string;
  roles?: string[];
}

export interface AdministratorInput {
  email?: string | null;
  username?: string | null;
  password: string;
}

/**
 * What becomes of a sign-up. `'sent'` where an address has to be confirmed before it signs in: a mail to it says how
 * to go on, and nothing else says whether it had an account already.
 */
export type SignUpOutcome = { user: User; access: Access } | 'sent';

export interface AccountService {
  /**
   * Anybody makes an account for themselves, with the role `read-only`. Another role only when the
   * caller may give it. Where addresses are confirmed a link is mailed; where they have to be, the outcome is
   * `'sent'`, for a new address as for one that has an account, unless the caller may create users anyway.
   * Errors: `users.sign_up_closed`, `users.invalid` (also without an email address where one has to be confirmed),
   * `users.email_taken` (never where the outcome is `'sent'`), `users.username_taken`, `passwords.too_weak`,
   * `passwords.busy`, `access.role_not_found` (level), `access.cannot_grant`, `request.throttled`.
   */
  signUp(caller: Caller, input: SignUpInput): Promise<SignUpOutcome>;
  /** Needs `users.create`, and the right to give every role and flag asked for. */
  createUser(caller: Caller, input: CreateUserInput): Promise<User>;
  /** A superuser with the role `owner`: for the command line and the set-up link. */
  createAdministrator(act: Act, input: AdministratorInput): Promise<User>;
  /** A one-time set-up token, or null when an administrator exists. Each call makes the last one void. */
  offerSetUp(): Promise<string | null>;
  isSetUpTokenValid(token: string): Promise<boolean>;
  /** Uses the token up and makes the first administrator. Errors: `login.setup_link_invalid` and as above. */
  setUp(act: Act, token: string, input: AdministratorInput): Promise<User>;
  /** Deletes links that expired, and requests that nobody answered in time. */
  prune(tx: Tx, now: number): Promise<number>;
}
