import type { AccessTokenClaims, JsonObject } from './wire.ts';

/** What is particular to a service: its access levels and its own data about users. */
export interface ServiceShape {
  level: string;
  data: unknown;
}

/** A service that has said nothing about itself. */
export interface AnyService extends ServiceShape {
  level: string;
  data: JsonObject;
}

export interface ServiceAccess<S extends ServiceShape = AnyService> {
  level: S['level'] | null;
  data: S['data'];
}

export interface Profile {
  email?: string | null;
  username?: string | null;
  firstName?: string;
  lastName?: string;
  phone?: string | null;
  externalId?: string | null;
  /** ISO 8601 in UTC. */
  createdAt?: string;
}

/** Who a request speaks for, as of this moment: a user, or a client that acts for itself. */
export interface Subject<S extends ServiceShape = AnyService> {
  kind: 'user' | 'client';
  /** The user's id, or the client's. */
  sub: string;
  /** Of a client and of a user that is not known beyond the token: empty. */
  profile: Profile;
  isStaff: boolean;
  isSuperuser: boolean;
  /** Names of roles, sorted. */
  roles: readonly string[];
  /** Names of permissions, sorted; narrowed to the token's scope where it has one. */
  permissions: readonly string[];
  /** The most powerful level among the roles: lower is more powerful. Null where none has one. */
  level: number | null;
  /** What the user was given in this service; null for nothing. */
  access: ServiceAccess<S> | null;
  /** Whether the service lets the user in at all. */
  mayEnter: boolean;
  /** Scopes of the token; empty for a token of the first-party API, which is not narrowed. */
  scopes: readonly string[];
  /** The application that the token was issued to; null for none. */
  clientId: string | null;
  sessionId: string | null;
  /** The authenticator that recognised the credential. */
  method: string;
  /** Of the access token; null for other credentials. */
  claims: AccessTokenClaims | null;
}

/** What authenticators need of a request, whatever the framework. */
export interface CredentialRequest {
  method: string;
  /** Absolute, or from the path on. */
  url: string;
  /** The value of a header by its name in lower case; several values are joined by commas. */
  header(name: string): string | undefined;
  /** The body as it was sent, for signatures; undefined where the framework has not kept it. */
  rawBody?(): Promise<Uint8Array | undefined>;
  /** The address of the end user, as far as the framework trusts it. */
  address?: string | undefined;
}

export type RefusalCode =
  | 'token_invalid'
  | 'token_expired'
  | 'token_wrong_audience'
  | 'token_revoked'
  | 'user_inactive'
  | 'user_deleted'
  | 'credentials_invalid'
  | 'credentials_malformed'
  /** A page of somebody else may have sent it: 403, since signing in again would not help. */
  | 'csrf_failed'
  | 'feed_stale';

export type Authentication<S extends ServiceShape = AnyService> =
  /** There is no credential of this kind: the next authenticator is asked. */
  | { outcome: 'none' }
  | { outcome: 'accepted'; subject: Subject<S> }
  /** 401, or 503 where `isUnavailable`: nobody can say now whether the credential is good. */
  | { outcome: 'refused'; code: RefusalCode; reason: string; isUnavailable?: boolean };

/** Recognises one kind of credential. */
export interface Authenticator<S extends ServiceShape = AnyService> {
  name: string;
  /** For `WWW-Authenticate` (RFC 9110 section 11.6.1), such as `Bearer realm="api"`; undefined for cookies. */
  challenge?: string;
  /** Whether it needs the body as it was sent. */
  readsBody?: boolean;
  /** At once where it can be. */
  authenticate(request: CredentialRequest): Authentication<S> | Promise<Authentication<S>>;
}

/** What a guard would say to somebody, once signed in, of whom nothing else is known. */
export type Outlook = 'allows' | 'refuses' | 'either';

export type GuardRefusal = {
  isAllowed: false;
  /** 401 only where signing in could change the answer. */
  status: 401 | 403;
  /** Stable, such as `role_missing`. */
  code: string;
  /** For people. */
  reason: string;
  /** A scope that would do (RFC 6750 section 3.1). */
  scope?: string;
  /** How well and how recently the user would have to show who they are (RFC 9470). */
  stepUp?: { acrValues?: string; maxAgeSeconds?: number };
  /** Matters where nobody is signed in. Default: `either` for 401, `refuses` for 403. */
  outlook?: Outlook;
  /** The guard could not tell, so that its opposite would refuse as well. */
  isUndecidable?: boolean;
};

export type GuardDecision =
  /** `outlook` matters where nobody is signed in. Default: `either`. */
  { isAllowed: true; outlook?: Outlook } | GuardRefusal;

export interface GuardContext<S extends ServiceShape = AnyService, T = unknown> {
  subject: Subject<S> | null;
  /** In capitals. */
  method: string;
  address: string | undefined;
  /** The framework's own request. */
  request: unknown;
  /** What is asked for, once it is loaded. */
  object?: T;
}

/** Decides from what it is given; the same context gives the same decision. */
export type Guard<S extends ServiceShape = AnyService, T = unknown> = (
  context: GuardContext<S, T>,
) => GuardDecision | Promise<GuardDecision>;

/** Tells the time in epoch milliseconds. */
export type Now = () => number;

export type Fetch = typeof globalThis.fetch;

/**
 * What validates a value and says what type it has then: the common interface of Zod, Valibot, ArkType and others
 * (standardschema.dev).
 */
export interface Schema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): SchemaResult<T> | Promise<SchemaResult<T>>;
    readonly types?: { readonly input: unknown; readonly output: T } | undefined;
  };
}

export type SchemaResult<T> =
  { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
