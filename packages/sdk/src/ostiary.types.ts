import type { Directory } from './directory/directory.types.ts';
import type {
  AnyService,
  Authentication,
  CredentialRequest,
  Fetch,
  Now,
  Schema,
  ServiceShape,
} from './types.ts';
import type { AccessTokenClaims, JsonObject, ServiceRecord } from './wire.ts';

/** What the kit has to say beside its answers. Never a token, a key or a person's data. */
export interface OstiaryWarning {
  /** Stable, such as `data_invalid`. */
  code: string;
  message: string;
}

export interface FeedOptions {
  /**
   * How long nothing may be heard of the feed before what is known counts as stale. Within that time a revocation
   * may be missed while Ostiary cannot be reached. Default 300.
   */
  maxSilenceSeconds?: number;
  /** When it is stale: ask Ostiary about every token, or refuse them all with 503. Default `introspect`. */
  whenSilent?: 'introspect' | 'refuse';
}

/** Everything but `url`, `audience` and `key` has a default that is safe. */
export interface OstiaryOptions<Level extends string = string, Data = JsonObject> {
  /** Where Ostiary is reached: its `OSTIARY_URL`, or an address within the own network. */
  url: string;
  /** What tokens say in `iss`, where that is not `url`. */
  issuer?: string;
  /** This service's audience, as it is registered: what tokens say in `aud`. */
  audience: string;
  /** The service key (`osk_…`). A function is asked each time, so that a key can be replaced while running. */
  key: string | (() => string);
  /** The service's access levels, from the least to the most. */
  levels?: readonly Level[];
  /** What the service's own data about users looks like. What does not fit it counts as no access. */
  data?: Schema<Data>;
  /** Where all users are kept. Without it only those are known who changed lately; the rest is in the tokens. */
  mirror?: Directory;
  feed?: FeedOptions;
  /** How far clocks may differ, in seconds. Default 5. */
  leewaySeconds?: number;
  /** How long `start` waits for the first sync. Default 30. */
  startTimeoutSeconds?: number;
  /** The longest life of an access token in the installation: how long revocations are remembered. Default a day. */
  longestTokenSeconds?: number;
  /** How many tokens are remembered as verified. Default 10,000. */
  maxVerifiedTokens?: number;
  /** How many revocations of a kind are remembered, and a quarter as many changed users. Default 200,000. */
  maxRemembered?: number;
  /**
   * Ask Ostiary about the user of each new token, so that more is known of them than it says (profile, staff, superuser)
   * without a mirror. Default false.
   */
  lookUpUsers?: boolean;
  /**
   * Whether a request proves to hold the key that its token is bound to (RFC 9449). Without it such tokens are
   * refused.
   */
  confirmBinding?(claims: AccessTokenClaims, request: CredentialRequest): boolean | Promise<boolean>;
  fetch?: Fetch;
  now?: Now;
  /** Both go to `console.warn` where nothing else is said. */
  onWarning?(warning: OstiaryWarning): void;
  /** What failed in the background and is tried again. */
  onError?(error: Error): void;
}

/**
 * `starting`: nothing is known yet. `live`: the feed is followed. `interrupted`: it is not at the moment, but what is
 * known is fresh enough. `stale`: it is not. `key_refused`: Ostiary does not take the key.
 */
export type OstiaryState = 'idle' | 'starting' | 'live' | 'interrupted' | 'stale' | 'key_refused' | 'closed';

export interface OstiaryStatus {
  state: OstiaryState;
  /** How the feed comes; null while it does not. */
  transport: 'stream' | 'poll' | null;
  /** Epoch milliseconds: when it was last certain that everything was heard. Null for never. */
  lastHeardAt: number | null;
  /** Where the feed is. */
  cursor: string | null;
  isStale: boolean;
  /** Why it is not live. */
  problem: string | null;
}

/** What Ostiary says about a token (RFC 7662 section 2.2): its claims, and who its user is at this moment. */
export type Introspection = { active: false } | ActiveToken;

export type ActiveToken = { active: true } & ToldClaims;

/** Claims of a token, with what introspection adds to them. */
export type ToldClaims = Partial<AccessTokenClaims> & ToldFields;

export interface ToldFields {
  username?: string;
  /** The most powerful among the roles. */
  level?: number | null;
  may_enter?: boolean;
  is_staff?: boolean;
  is_superuser?: boolean;
  /** Of a static API token: what revocations name. */
  token_id?: string;
}

export interface Ostiary<S extends ServiceShape = AnyService> {
  /** Where Ostiary is reached, without a slash at the end. */
  readonly url: string;
  readonly audience: string;
  /** From the least to the most. */
  readonly levels: readonly S['level'][];
  /** The mirror, or what takes its place. */
  readonly directory: Directory;
  /**
   * Resolves when everything that is needed is known, or with a mirror that was filled before, when Ostiary cannot
   * be reached: it is stale then. Rejects with an OstiaryError: `key_refused`, `issuer_mismatch`, `audience_mismatch`,
   * `start_timeout`; it is closed then.
   */
  start(): Promise<void>;
  close(): Promise<void>;
  status(): OstiaryStatus;
  /** How this service is registered; undefined before the first sync. */
  service(): ServiceRecord | undefined;
  /**
   * Signature and claims of an access token, and that it was not revoked. Rejects with `token_refused`, or
   * `unavailable` when nobody can say now.
   */
  verify(token: string): Promise<AccessTokenClaims>;
  /**
   * Whom an access token or a static API token speaks for. At once for a token that was seen before. The subject is
   * shared and frozen.
   */
  subjectOf(token: string, request?: CredentialRequest): Authentication<S> | Promise<Authentication<S>>;
  /**
   * The user with this id: for sessions and keys of the service's own. Ostiary is asked about one who is not known here,
   * and about everyone while what is known is stale and `whenSilent` allows it. With the `sid` of the session at
   * Ostiary that a local one came from, its end counts as well: who signs out there is signed out here.
   */
  subjectOfUser(sub: string, method: string, sid?: string | null): Promise<Authentication<S>>;
  /** Asks Ostiary, at most once in a few seconds. Rejects with `unavailable` or `key_refused`. */
  introspect(token: string): Promise<Introspection>;
}
