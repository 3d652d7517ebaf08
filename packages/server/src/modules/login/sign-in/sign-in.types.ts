import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Act } from '#modules/audit';
import type { FactorKind } from '#modules/mfa';
import type { Session } from '#modules/sessions';
import type { User } from '#modules/users';

/** The session that a browser has already. Of the same user it is renewed; another one stays for the caller to end. */
export interface CurrentSession {
  sessionId: string;
  userId: string;
}

export interface SignedIn {
  kind: 'signed-in';
  user: User;
  session: Session;
  /** For the session's cookie. */
  secret: string;
  /** Until when somebody may do without the second factor that a role of theirs asks for; null: none is missing. */
  graceEndsAt: number | null;
}

/** A first factor is shown; the sign-in waits ten minutes for more, in the browser that keeps `pending`. */
export interface FactorWanted {
  kind: 'factor-wanted';
  pending: string;
}

/** A second factor has to be set up before anything else: the grace is over. */
export interface EnrolmentWanted {
  kind: 'enrolment-wanted';
  pending: string;
}

export type SignInOutcome = SignedIn | FactorWanted | EnrolmentWanted;

/** A sign-in that waits. */
export interface PendingSignIn {
  user: User;
  /** What was shown so far. */
  amr: string[];
  /** What can be shown now; none when one has to be set up first. */
  methods: FactorKind[];
}

/** Beside what is shown: what the browser has. */
export interface Browser {
  current?: CurrentSession | undefined;
  /** The secret of a trusted browser. */
  trustedDevice?: string | undefined;
}

/** What somebody shows once more, in the session they have. */
export type StepUpProof = { password: string } | { code: string } | { passkey: AuthenticationResponseJSON };

/** Identify, verify, second factor, session. */
export interface SignInService {
  /** Errors of `passwords.authenticate`; `users.email_unverified` where the address has to be confirmed first. */
  withPassword(
    act: Act,
    credentials: { login: string; password: string },
    browser: Browser,
  ): Promise<SignInOutcome>;
  /** By a passkey that says whose it is. Errors: `mfa.passkey_refused`, `users.email_unverified`. */
  withPasskey(act: Act, response: AuthenticationResponseJSON, browser: Browser): Promise<SignInOutcome>;
  /** By a first factor that somebody else has checked, such as a link in a mail. */
  withFirstFactor(
    act: Act,
    shown: { user: User; amr: readonly string[] },
    browser: Browser,
  ): Promise<SignInOutcome>;
  findPending(pending: string): Promise<PendingSignIn | undefined>;
  /**
   * The second factor of a sign-in that waits. Errors: `login.sign_in_gone`, `mfa.invalid_code`,
   * `mfa.passkey_refused`, `request.throttled`.
   */
  goOn(
    act: Act,
    pending: string,
    shown: { code: string } | { passkey: AuthenticationResponseJSON },
    browser: Browser,
  ): Promise<SignedIn>;
  /** After the enrolment that a sign-in waited for, with what was shown in it. Errors: `login.sign_in_gone`. */
  goOnAfterEnrolment(act: Act, pending: string, amr: readonly string[], browser: Browser): Promise<SignedIn>;
  /**
   * Shows once more who somebody is, as well as they can: `aal2` by a second factor, or by a passkey that verified
   * its user. The session goes on, with a new time of authentication and a new secret for its cookie (null for a
   * session without one). Errors: `passwords.invalid_credentials`, `mfa.*`, `sessions.not_found`.
   */
  stepUp(
    act: Act,
    session: CurrentSession,
    proof: StepUpProof,
  ): Promise<{ session: Session; secret: string | null }>;
  /**
   * A factor was just set up in a session, by somebody who `requireRecent` let through: what that showed counts as
   * shown, so that the new factor is not asked for at the next step. Undefined when the session has ended.
   */
  noteEnrolment(
    act: Act,
    session: CurrentSession,
    amr: readonly string[],
  ): Promise<{ session: Session; secret: string | null } | undefined>;
  /**
   * Whether a session is good for a sensitive act: proved in the last OSTIARY_STEP_UP_AGE, and with a second factor
   * by whoever has one. Errors: `login.step_up_required`.
   */
  requireRecent(session: Session): Promise<void>;
}
