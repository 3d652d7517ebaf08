import type { Act } from '#modules/audit';
import type { Caller, Expectation, Listed } from '#modules/access';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { ApplicationBulk } from './bulk/applications.bulk.types.ts';

export type * from './bulk/applications.bulk.types.ts';

/** RFC 6749 section 2.1. A public client cannot keep a secret, so it has none and must use PKCE. */
export type ClientType = 'confidential' | 'public';

/** How a client proves who it is. `client_secret` is taken by Basic and in the body alike (RFC 6749 section 2.3.1). */
export type ClientAuthentication = 'client_secret' | 'private_key_jwt' | 'none';

/** `native` is what runs on people's own machines: its loopback redirects may use any port (RFC 8252 section 7.3). */
export type ApplicationKind = 'web' | 'native';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';

export type ApplicationGrant =
  'authorization_code' | 'refresh_token' | 'client_credentials' | typeof deviceGrant | typeof exchangeGrant;

/** An OAuth 2 client. */
export interface Application {
  id: string;
  /** What the wire calls `client_id`. Never changes. */
  clientId: string;
  name: string;
  clientType: ClientType;
  authentication: ClientAuthentication;
  kind: ApplicationKind;
  grants: ApplicationGrant[];
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  /** Origins whose pages may call the endpoints (CORS). */
  allowedOrigins: string[];
  /** The scopes it may ask for. */
  scopes: string[];
  /** Public keys for `private_key_jwt`, as a JWK set or where one is. */
  jwks: { keys: Record<string, unknown>[] } | null;
  jwksUri: string | null;
  /** Lifetimes of its tokens; null for what the configuration says. */
  accessTokenSeconds: number | null;
  refreshTokenSeconds: number | null;
  /** OpenID Connect Back-Channel Logout 1.0. */
  backchannelLogoutUri: string | null;
  logoUri: string | null;
  homepageUri: string | null;
  policyUri: string | null;
  termsUri: string | null;
  /** One's own: nobody is asked for consent. */
  isFirstParty: boolean;
  /** May exchange a user's token for one in that user's name without being named in it (RFC 8693). */
  mayImpersonate: boolean;
  isActive: boolean;
  /** The user who registered it; null for one of the installation. */
  ownerId: string | null;
  /** `registered`: by dynamic registration (RFC 7591). */
  origin: 'managed' | 'registered';
  /** Other client metadata (RFC 7591 section 2) as it was registered. */
  metadata: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1. */
  version: number;
}

/** Everything a caller may choose; what is left out gets its default. */
export type NewApplication = { name: string } & Partial<
  Omit<Application, 'id' | 'clientId' | 'name' | 'origin' | 'createdAt' | 'updatedAt' | 'version'>
>;

/** The client type of an application never changes: its tokens were judged by it. */
export type ApplicationChanges = Partial<Omit<NewApplication, 'clientType' | 'ownerId'>>;

/** One of at most two live secrets, so that one can be replaced while the other is in use. */
export interface ApplicationSecret {
  id: string;
  applicationId: string;
  /** Its last four characters, to tell two apart. */
  hint: string;
  createdAt: number;
  /** Null never expires. */
  expiresAt: number | null;
}

/** What the engine needs of a client, kept in memory: with the hashes of its live secrets. */
export interface KnownClient {
  application: Application;
  secrets: { id: string; hash: string; expiresAt: number | null }[];
}

export interface ApplicationQuery {
  limit: number;
  order: 'name' | '-name' | 'created_at' | '-created_at';
  /** The `next` of the page before, in the same order. */
  after?: string;
  /** The beginning of the name, in any case. Only in an order by name. */
  search?: string;
  ownerId?: string;
}

/**
 * Who may: `applications.manage` for every application; a signed-in user for those they own, if the
 * configuration lets users register some. Owners can neither make them first-party nor let them
 * impersonate nor give them to others (`access.denied`). Whatever is done to an application that is first-party
 * or may impersonate needs `applications.trust` as well, which administrators do not have.
 */
export interface ApplicationService {
  /**
   * `secret` is shown once; null for a client without one.
   * Errors: `request.invalid` with fields, `access.denied`, `applications.too_many`.
   */
  create(caller: Caller, input: NewApplication): Promise<{ application: Application; secret: string | null }>;
  /** Whether `create` would let this caller register one of their own. */
  mayRegister(caller: Caller): boolean;
  /** Needs `applications.read` or being its owner; by id or client id. `applications.not_found`. */
  get(caller: Caller, idOrClientId: string): Promise<Application>;
  /** Needs `applications.read`, or `ownerId` to be the caller's own id. */
  list(caller: Caller, query: ApplicationQuery): Promise<Listed<Application>>;
  /** Errors: as `create`; `applications.not_found`, `request.precondition_failed`. */
  update(caller: Caller, id: string, changes: ApplicationChanges & Expectation): Promise<Application>;
  /** Ends all that was issued to it, in the same transaction. */
  delete(caller: Caller, id: string, expectation?: Expectation): Promise<void>;
  listSecrets(caller: Caller, id: string): Promise<ApplicationSecret[]>;
  /** Errors: `applications.not_found`, `applications.too_many_secrets`, `applications.has_no_secret`. */
  addSecret(
    caller: Caller,
    id: string,
    input?: { expiresAt?: number | null },
  ): Promise<{ secret: string; info: ApplicationSecret }>;
  /** Errors: `applications.secret_not_found`. */
  deleteSecret(caller: Caller, id: string, secretId: string): Promise<void>;

  /** An active client by client id. From memory, for at most a second after it was changed elsewhere. */
  findClient(clientId: string): Promise<KnownClient | undefined>;
  /** Whether a presented secret is one of the client's live ones: by keyed hash, in constant time. */
  isSecretOf(client: KnownClient, secret: string): boolean;
  /**
   * The same, also for secrets that were imported as hashes of another system, which takes that hash's time once.
   * Errors: `passwords.busy`.
   */
  proveSecret(client: KnownClient, secret: string): boolean | Promise<boolean>;
  /** For imports and exports. */
  bulk: ApplicationBulk;
  /** By id or client id, in whatever state: for lists of what was granted. */
  find(db: Db, idOrClientId: string): Promise<Application | undefined>;
  /** Several by client id, in whatever state. */
  findMany(db: Db, clientIds: readonly string[]): Promise<Map<string, Application>>;

  /** For dynamic registration, which authorises by its own tokens: in the caller's transaction. */
  insertRegistered(tx: Tx, application: Application, secret: string | null): Promise<void>;
  updateRegistered(tx: Tx, application: Application): Promise<void>;
  deleteRegistered(tx: Tx, clientId: string): Promise<void>;
  /** A user is being deleted: deactivates the applications they own, which then belong to the installation. */
  releaseOwned(tx: Tx, act: Act, userId: string): Promise<void>;
  /** Deletes secrets that have expired; returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}

/** What applications need of those above: who issues tokens to them is told in the same transaction. */
export interface ApplicationPorts {
  /** Ends consents, grants and refresh families of the client: it was deleted or deactivated. */
  endClient(tx: Tx, clientId: string, reason: string): Promise<void>;
  /** Whether it is a password hash of a known format, within what one may cost. Pure. */
  isForeignHash(encoded: string): boolean;
  /** Whether a secret has such a hash. Errors: `passwords.busy`. */
  verifyForeign(secret: string, encoded: string): Promise<boolean>;
}
