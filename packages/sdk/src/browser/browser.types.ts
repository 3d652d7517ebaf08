export interface Credentials {
  email?: string;
  username?: string;
  password: string;
}

/** Keeps text by name, such as `localStorage`. */
export interface TokenStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface BrowserClientOptions {
  /** Where the token API is: a service's proxy, or Ostiary itself. Default `/auth/` of the page's origin. */
  baseUrl?: string;
  /**
   * Who keeps the refresh token. `cookie` (default): the browser, where no page can read it; the proxy has to be in
   * cookie mode. `body`: this client, in memory, or in `storage`.
   */
  mode?: 'cookie' | 'body';
  /**
   * For `body` alone. With `localStorage` tabs and reloads share the sign-in, and whatever script gets into the
   * page can take it; with memory neither is so. Default memory.
   */
  storage?: TokenStorage;
  /** Origins beside the page's own that get the access token. */
  origins?: readonly string[];
  /** The token is renewed when it is good for less than this. Default 30 seconds, or a tenth of its lifetime. */
  refreshBeforeSeconds?: number;
  /** Tabs with the same name share a sign-in. Default `ostiary`. */
  name?: string;
  fetch?: typeof fetch;
}

/** Undefined until it is known: a page that was just opened has not asked yet. */
export type IsSignedIn = boolean | undefined;

export interface BrowserClient {
  readonly isSignedIn: IsSignedIn;
  /** Errors: `AuthError`. */
  signIn(credentials: Credentials): Promise<void>;
  /** In all tabs. Rejects with `AuthError` only if the server could not be told; this browser is signed out anyway. */
  signOut(): Promise<void>;
  /**
   * An access token that is still good for a while; null when nobody is signed in. Errors: `AuthError` when that
   * cannot be found out now.
   */
  accessToken(): Promise<string | null>;
  /**
   * As `fetch`, with the access token for the page's own origin and those of `origins`. An answer of 401 makes it
   * refresh and send again, once.
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** Calls back when somebody signs in or out, in whatever tab. Gives what ends it. */
  onChange(listener: (isSignedIn: boolean) => void): () => void;
  close(): void;
}
