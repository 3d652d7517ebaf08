import type { Config } from '#config';
import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { MailService } from '#modules/mail';
import type { Usage } from '#modules/statistics';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { Spans } from '#platform/tracing/spans.ts';
import type { Strength } from './hashing/hash-work.ts';
import type { PasswordHasher } from './hashing/password-hasher.ts';
import type { About, PasswordPorts } from './passwords.types.ts';
import type { Throttle } from './throttle/throttle.ts';

export interface PasswordDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  users: UserService;
  access: AccessService;
  audit: AuditService;
  events: EventService;
  mail: MailService;
  /** Told how long hashing takes. */
  spans?: Spans;
  /** Told what is counted. */
  usage?: Usage;
  /** The public base URL. */
  publicUrl: string;
  ports: PasswordPorts;
  config: Config['passwords'];
  limits: Config['limits'];
  emailVerification: Config['signIn']['emailVerification'];
  /** Told what no request sees, such as that stolen passwords cannot be looked up. */
  onBackgroundError?: (error: unknown) => void;
}

/** What the use cases of this module share. */
export interface Core extends PasswordDeps {
  hasher: PasswordHasher;
  throttle: Throttle;
  /** How easily somebody would guess this password of theirs. Errors: `passwords.busy`. */
  assess(password: string, about: About): Promise<Strength>;
  /** Whether it was stolen elsewhere, as far as anybody can be asked. */
  isBreached(password: string): Promise<boolean>;
}
