import type { Act } from '#modules/audit';
import type { Assurance } from '#modules/sessions';
import type { Db, Tx } from '#platform/db/schema.ts';

export type * from './bulk/oauth.bulk.types.ts';

/** What people are shown of an application that asks them for something. */
export interface ApplicationFace {
  clientId: string;
  name: string;
  logoUri: string | null;
  homepageUri: string | null;
  policyUri: string | null;
  termsUri: string | null;
  isFirstParty: boolean;
}

/** A scope that is asked for. The words of the standard ones belong to the pages. */
export interface RequestedScope {
  name: string;
  /** In the words of the service or permission that defines it; null for a standard scope. */
  description: string | null;
  /** The name of the service that defines it; null for Ostiary's own. */
  service: string | null;
  /** Whether the user agreed to it earlier. */
  isGranted: boolean;
}

/** An authorization request that waits for somebody to sign in or to agree. */
export interface Interaction {
  uid: string;
  /** When the request came. Epoch milliseconds. */
  beganAt: number;
  /** `select_account` is asked for by the client; the others also when they are needed. */
  prompt: 'login' | 'select_account' | 'consent';
  /** Why, in the engine's words: `no_session`, `max_age`, `login_prompt`, `essential_acr`, … */
  reasons: string[];
  application: ApplicationFace;
  /** Whose session the browser had when the request came. */
  userId: string | null;
  /** `aal2` when the client would have a second factor, whether or not it can do without. */
  wantedAcr: Assurance | null;
  loginHint: string | null;
  /** Language tags, the preferred first (OpenID Connect Core section 3.1.2.1, `ui_locales`). */
  uiLocales: string[];
  scopes: RequestedScope[];
  /**
   * Where the browser is sent in the end, as a CSP source for `form-action`: an origin, or a scheme with its
   * colon for a native application; null for a device, which is not sent anywhere.
   */
  returnSource: string | null;
  /** What a device showed; null for other requests. */
  userCode: string | null;
}

/** What a user agreed to, for one application. */
export interface GrantedApplication {
  application: ApplicationFace;
  scopes: RequestedScope[];
  grantedAt: number;
  updatedAt: number;
}

export interface OauthService {
  /** The browser's cookie for one interaction: its value is the interaction's uid. */
  readonly interactionCookieName: string;
  /** Undefined when it is unknown, over, or when the session it began with has ended. */
  findInteraction(uid: string): Promise<Interaction | undefined>;
  /** Somebody signed in, or chose to go on with this session. Returns the address to send the browser to. */
  finishSignIn(uid: string, session: { sessionId: string; userId: string }): Promise<string>;
  /** `scopes`: those agreed to. Remembered, audited. Returns the address to send the browser to. */
  finishConsent(
    act: Act,
    uid: string,
    consent: { sessionId: string; userId: string; scopes: readonly string[] },
  ): Promise<string>;
  /** The user refused; the client is told `access_denied`. Returns the address to send the browser to. */
  abort(act: Act, uid: string): Promise<string>;

  /** The applications a user agreed to, the latest first. */
  listGranted(db: Db, userId: string): Promise<GrantedApplication[]>;
  /** Takes back the consent and ends what was issued under it. False when there was none. */
  revokeGranted(act: Act, userId: string, clientId: string): Promise<boolean>;

  /** Ports for lower rungs. */
  endClient(tx: Tx, clientId: string, reason: string): Promise<void>;
  /** Deletes a slice of what has expired. */
  prune(tx: Tx, now: number): Promise<number>;
}

/** A form whose fields are the engine's: an address to post to, and a token against forgery. */
export interface EngineForm {
  action: string;
  /** Hidden field `xsrf`. */
  xsrf: string;
}

/** The language tags that a page may be in: `ui_locales` of the request, then `Accept-Language`. */
export interface PageReader {
  languages: string[];
}

/**
 * What the engine shows by itself, drawn by whoever draws pages. Each gives a whole HTML document; nothing in
 * a view is escaped yet.
 */
export interface EnginePages {
  /** A request that cannot be answered to the client: an OAuth error code and description. */
  error(view: PageReader & { error: string; description: string | null; requestId: string }): string;
  /** Asks whether to sign out (RP-initiated logout). A button `name="logout" value="yes"` signs out. */
  signOut(view: PageReader & { form: EngineForm; application: ApplicationFace | null }): string;
  signedOut(view: PageReader & { application: ApplicationFace | null }): string;
  /** Asks for the code that a device shows: field `user_code`. */
  deviceCode(
    view: PageReader & { form: EngineForm; problem: 'not_found' | 'aborted' | null; userCode: string },
  ): string;
  /** Shows the code again, to be compared. `name="confirm" value="yes"` goes on, `name="abort" value="yes"` refuses. */
  deviceConfirm(
    view: PageReader & {
      form: EngineForm;
      userCode: string;
      application: ApplicationFace;
      /** Where the device asked from. */
      device: { address: string | null; userAgent: string | null };
    },
  ): string;
  deviceDone(view: PageReader & { application: ApplicationFace }): string;
}
