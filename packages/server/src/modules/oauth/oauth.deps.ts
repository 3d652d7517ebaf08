import type { Config } from '#config';
import type { AccessService } from '#modules/access';
import type { ApplicationService } from '#modules/applications';
import type { AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { KeyService } from '#modules/keys';
import type { MfaService } from '#modules/mfa';
import type { PasswordService } from '#modules/passwords';
import type { ServiceService } from '#modules/services';
import type { SessionService } from '#modules/sessions';
import type { TokenService } from '#modules/tokens';
import type { Usage } from '#modules/statistics';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { LogoutDelivery } from './backchannel/logout-delivery.ts';
import type { EnginePages } from './oauth.types.ts';

export interface OauthConfig extends Pick<
  Config,
  'isProduction' | 'oauth' | 'tokens' | 'cookies' | 'factors'
> {
  /** The public base URL, which is the issuer. */
  publicUrl: string;
  /** The browser session's cookie: the engine's session is ours. */
  sessionCookieName: string;
}

/** What the engine itself needs, which is loaded when it is first asked for something. */
export interface OauthDeps extends Omit<OauthServiceDeps, 'loadPages'> {
  pages: EnginePages;
}

export interface OauthServiceDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  keys: KeyService;
  users: UserService;
  access: AccessService;
  passwords: Pick<PasswordService, 'countUserCode'>;
  sessions: SessionService;
  /** Whether somebody can be asked for a second factor. */
  mfa: Pick<MfaService, 'hasFactor'>;
  tokens: TokenService;
  applications: ApplicationService;
  services: ServiceService;
  audit: AuditService;
  events: EventService;
  /** Told what is counted. */
  usage?: Usage;
  loadPages(): Promise<EnginePages>;
  /** For addresses that clients name: guarded against reaching into the own network. */
  fetch: Fetch;
  logouts: Pick<LogoutDelivery, 'wake'>;
  config: OauthConfig;
  /** Told of failures that no client is told about. */
  onBackgroundError: (error: unknown) => void;
}
