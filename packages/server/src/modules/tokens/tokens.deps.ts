import type { Config } from '#config';
import type { AccessService } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { KeyService } from '#modules/keys';
import type { MfaService } from '#modules/mfa';
import type { PasswordService } from '#modules/passwords';
import type { PredecessorService } from '#modules/predecessor';
import type { ServiceService } from '#modules/services';
import type { SessionService } from '#modules/sessions';
import type { Usage } from '#modules/statistics';
import type { User, UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';

export interface StoredAccess {
  user: User | null;
  sessionId: string | null;
  clientId: string;
  scope: string;
}

export interface TokenPorts {
  /** Whether what an access token of a client was issued under still stands: its grant, and itself. */
  isClientTokenLive(token: {
    clientId: string;
    tokenId: string;
    grantId: string | undefined;
    /** By token exchange: the grant is another client's, so the token can be revoked without it. */
    isOfOtherGrant: boolean;
  }): Promise<boolean>;
  /**
   * A client's access token for Ostiary that is kept here, since another system issued it: while its session, user and
   * grant are good. `user` is null for a token of the client for itself.
   */
  findStoredAccess(token: string): Promise<StoredAccess | undefined>;
}

export interface TokenDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  keys: KeyService;
  users: UserService;
  access: AccessService;
  passwords: Pick<PasswordService, 'authenticate'>;
  mfa: Pick<MfaService, 'prove'>;
  /** Knows tokens of the service before this one, during the overlap. */
  predecessor?: Pick<PredecessorService, 'findAccess' | 'findRefresh' | 'endToken'>;
  sessions: SessionService;
  services: Pick<ServiceService, 'accessOf' | 'findByAudience'>;
  audit: AuditService;
  events: EventService;
  /** Told what is counted. */
  usage?: Usage;
  config: Config['tokens'];
  ports: TokenPorts;
  /** Told when the time of last use could not be written in the background. */
  onBackgroundError?: (error: unknown) => void;
}
