import type { Subject } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Service } from '#modules/services';
import type { User } from '#modules/users';

/** Who a request comes from, and how that was proved. */
export interface Principal {
  user: User;
  subject: Subject;
  method: 'session' | 'bearer' | 'jwt' | 'token' | 'basic';
  /** Sent by the browser on its own, so that a write needs a same-origin proof as well. */
  isCookie: boolean;
  sessionId: string | null;
  /** Space-separated; empty means everything the user may do. */
  scope: string;
  /** The application that acts for the user; null when they act themselves. */
  clientId: string | null;
  /** The service that the token is addressed to; null for a credential for Ostiary itself. */
  service: Service | null;
}

/** The parts of a request that can carry a credential. */
export interface PresentedCredentials {
  authorization: string | undefined;
  /** The browser session's secret. */
  sessionCookie: string | undefined;
  /** The role service's `Authorization` cookie: `Bearer <access token>`. */
  roleCookie: string | undefined;
  /** Whether a bearer token may be one that is addressed to a service. */
  isForAnyService?: boolean;
}

export interface LoginService {
  signOut(act: Act, sessionId: string): Promise<void>;
  /** Ends all sessions of the user, this one included unless it is kept. Returns how many. */
  signOutEverywhere(act: Act, userId: string, keepSessionId?: string): Promise<number>;
  /**
   * The authentication chain: header types in their configured order, then the cookies. The first that
   * recognises its credential decides; null when none does.
   * Errors: `tokens.*`, `passwords.*`, `request.throttled`.
   */
  authenticate(act: Act, presented: PresentedCredentials): Promise<Principal | null>;
}
