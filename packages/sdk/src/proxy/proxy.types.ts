import type { AccessTokenClaims } from '../wire.ts';
import type { Fetch, Now } from '../types.ts';

/** How the refresh token is kept from pages. */
export interface ProxyCookieOptions {
  /** Default `Strict`: only requests of the service's own pages need it, and no link to them does. */
  sameSite?: 'Strict' | 'Lax';
  /** How long browsers keep it, in seconds. Without it until they are closed. */
  maxAgeSeconds?: number;
  /** Default: except on localhost. Off only where the service is tried out without TLS under another name. */
  isSecure?: boolean;
}

/** Somebody has just signed in. */
export interface ProxySignIn {
  access: string;
  /** Of the access token, as the auth service has just sent it; null where it is not a JWT. */
  claims: AccessTokenClaims | null;
  request: Request;
  address: string | undefined;
}

export interface ProxySignOut {
  request: Request;
  address: string | undefined;
}

/** What an operator should know; nothing of it holds a credential. */
export interface ProxyProblem {
  /**
   * `unavailable`: the auth service did not answer, or not with what it should. `key_refused`: it does not take the
   * service key. `not_revoked`: somebody signed out, and the session at the auth service goes on.
   */
  kind: 'unavailable' | 'key_refused' | 'not_revoked';
  /** Which of the token API's paths was asked, such as `token/refresh/`. */
  path: string;
  cause?: unknown;
}

/** Headers to add to an answer, such as the `Set-Cookie` of a session of the service's own. */
export type AddedHeaders = HeadersInit | undefined;

export interface ProxyOptions {
  /** Where Ostiary is, such as `https://id.example.com`. */
  url: string;
  /** The service key; it is never sent anywhere else. */
  key: string;
  /** Where the routes are in this service, as browsers see it. Default `/auth/`. */
  prefix?: string;
  /**
   * Keeps the refresh token in an http-only cookie; pages get the access token alone. Off by default. Browsers send
   * it for pages of the same site only, which may be of another origin in `allowedOrigins`.
   */
  cookie?: ProxyCookieOptions | true;
  /**
   * Origins other than the service's own whose pages may use the routes. With it, or with cookies, other pages are
   * refused; letting the pages read the answers (CORS) is the framework's.
   */
  allowedOrigins?: readonly string[];
  /** How long the auth service may take, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** Largest body that is taken from an end user. Default 65,536. */
  bodyLimitBytes?: number;
  /** Spares an auth service that is away, and those who wait for it. */
  breaker?: {
    /** So many failures in a row open it. Default 5. */
    failures?: number;
    /** Then nobody is sent on for so long, in milliseconds; after it one request tries. Default 5,000. */
    openMs?: number;
  };
  /**
   * Runs after somebody has signed in, before the answer: the place to begin a browser session of the service's
   * own, such as for staff who use its pages. What it throws is the framework's to answer.
   */
  onSignIn?(signIn: ProxySignIn): AddedHeaders | Promise<AddedHeaders>;
  /** Runs when somebody signs out: ends what `onSignIn` began. */
  onSignOut?(signOut: ProxySignOut): AddedHeaders | Promise<AddedHeaders>;
  onProblem?(problem: ProxyProblem): void;
  fetch?: Fetch;
  now?: Now;
}

export interface ProxyContext {
  /** The end user's address, as the framework trusts it; Ostiary limits and audits by it. */
  address?: string | undefined;
}

export interface AuthProxy {
  /** With slashes around it. */
  prefix: string;
  /** The paths that are answered, with prefix and trailing slash. Without the slash they are answered as well. */
  paths: readonly string[];
  /** Undefined for a path that is not the proxy's. */
  handle(request: Request, context?: ProxyContext): Promise<Response | undefined>;
}
