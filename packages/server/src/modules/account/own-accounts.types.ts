import type { Caller } from '#modules/access';
import type { Act, AuditEntry } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';

/** What a page shows before a button uses a link up: looking does not, so mail scanners do no harm. */
export interface LinkLook {
  /** Whose link it is. */
  userId: string;
  /** The address that it is about. */
  email: string;
}

/** Showing that an address is one's own, at first and when it changes. */
export interface EmailService {
  /**
   * Mails a link to the address of the account; nothing where it is verified already. Errors: `users.email_missing`,
   * `mail.off`, `request.throttled`.
   */
  sendVerification(act: Act, user: User): Promise<void>;
  /** In the transaction of a sign-up. */
  sendVerificationIn(tx: Tx, act: Act, user: User): Promise<void>;
  /**
   * Mails another link to whoever has this address and has not shown yet that it is theirs. Looks nobody up. Errors:
   * as `RecoveryService.request`.
   */
  requestVerification(act: Act, email: string): Promise<void>;
  /**
   * A mail that shows that mail works, to the confirmed address of whoever asks. Errors: `users.email_missing`,
   * `users.email_unverified`, `mail.off`, `request.throttled`.
   */
  sendTest(act: Act, user: User): Promise<void>;
  findVerification(token: string): Promise<LinkLook | undefined>;
  /** Uses the link up. Errors: `login.link_invalid`, also when the account has another address by now. */
  verify(act: Act, token: string): Promise<User>;
  /**
   * Mails a link to the new address. Somebody else's account with it makes no difference to the answer: that one is
   * told instead. Errors: `users.invalid` (email), `mail.off`, `request.throttled`.
   */
  requestChange(act: Act, user: User, email: string): Promise<void>;
  findChange(token: string): Promise<LinkLook | undefined>;
  /** Uses the link up; the old address is told. Errors: `login.link_invalid`, `users.email_taken`. */
  confirmChange(act: Act, token: string): Promise<User>;
}

/** A new password for somebody who has forgotten theirs. */
export interface RecoveryService {
  /**
   * Looks nobody up: a job does, so that neither the answer nor its time tells who has an account. Errors:
   * `mail.off`, `request.throttled` (by the typed address and by where it came from, account or not).
   */
  request(act: Act, email: string): Promise<void>;
  find(token: string): Promise<LinkLook | undefined>;
  /**
   * Sets the password, verifies the address, forgets failures and trusted browsers; tells by mail. A second factor
   * is still asked for at the next sign-in. With `endsSessions` all sessions and static tokens end; they do anyway for
   * an address that somebody had only claimed at a sign-up (`User.isEmailClaimed`): whoever did that, and may still be
   * signed in, is not whoever owns it. A link that went to an address of before is good for nothing.
   * Errors: `login.link_invalid`, `passwords.too_weak` (at `password`), `passwords.busy`.
   */
  recover(act: Act, token: string, input: { password: string; endsSessions: boolean }): Promise<User>;
}

/** Signing in by mail, where it is allowed. */
export interface MailedSignInService {
  /** Looks nobody up. `next` is where the page leads afterwards. Errors: as `RecoveryService.request`. */
  requestLink(act: Act, email: string, next: string): Promise<void>;
  findLink(token: string): Promise<(LinkLook & { next: string }) | undefined>;
  /** Uses the link up; a first factor only. Errors: `login.link_invalid`. */
  redeemLink(act: Act, token: string): Promise<{ user: User; amr: string[]; next: string }>;
  /** Looks nobody up. What it returns the browser keeps: a code is good only with it. */
  requestCode(act: Act, email: string): Promise<{ request: string }>;
  /** Errors: `login.code_invalid`, `request.throttled` (by request). */
  redeemCode(act: Act, redeemed: { request: string; code: string }): Promise<{ user: User; amr: string[] }>;
}

/** What somebody is invited to. */
export interface Invitation {
  email: string;
  username?: string | null;
  firstName?: string;
  lastName?: string;
  /** By name or id; default: `read-only`. */
  roles?: string[];
  services?: { service: string; level?: string | null; data?: Record<string, unknown> }[];
}

/** An account that an administrator makes and its owner takes up. */
export interface InvitationService {
  /**
   * Makes the account without a password, gives what is named, all or nothing, and mails a link for seven days.
   * Needs what making, roles and access need. Errors: those of `createUser` and of giving access; `mail.off`.
   */
  invite(caller: Caller, invitation: Invitation): Promise<User>;
  /** Another link; those before are void. Needs `users.create`. Errors: `users.invitation_closed`, `users.email_missing`. */
  resend(caller: Caller, userId: string): Promise<void>;
  find(token: string): Promise<LinkLook | undefined>;
  /** Sets the first password and verifies the address. Errors: `login.link_invalid`, `passwords.too_weak`. */
  accept(
    act: Act,
    token: string,
    input: { password: string; firstName?: string; lastName?: string },
  ): Promise<User>;
}

export interface PendingDeletion {
  userId: string;
  /** Epoch milliseconds. */
  requestedAt: number;
  dueAt: number;
  /** Id of whoever decided it, or `operator` for the command line; null: its owner. */
  requestedBy: string | null;
  /** Whether the account was open when somebody else decided it; null where its owner did. */
  wasActive: boolean | null;
}

/** Deleting an account, after a time in which that can be taken back. */
export interface DeletionService {
  /** From the decision to the deletion; 0: at once. */
  readonly graceSeconds: number;
  /**
   * Ends all other sessions, tells by mail with a link that takes it back. Without a grace the account is gone at
   * once: null. Errors: `users.last_administrator`.
   */
  request(act: Act, user: User, keepSessionId?: string): Promise<PendingDeletion | null>;
  find(db: Db, userId: string): Promise<PendingDeletion | undefined>;
  /** By its owner. Errors: `users.deletion_not_found`, and `users.deletion_decided` where somebody else decided it. */
  cancel(act: Act, user: User): Promise<void>;
  findCancellation(token: string): Promise<LinkLook | undefined>;
  /** By the link of the mail. Errors: `login.link_invalid`. */
  cancelByLink(act: Act, token: string): Promise<User>;
  /**
   * By whoever may delete the account, which is closed at once. What is to be deleted already stays due as it was;
   * what its owner had asked for is not theirs to take back any more. Without a grace the account is gone at once:
   * null. Errors: as `UserService.delete`.
   */
  schedule(caller: Caller, userId: string): Promise<PendingDeletion | null>;
  /**
   * By whoever may delete the account, whoever had decided it; an account that was open before is open again. Errors:
   * `users.not_found`, `access.denied`, `users.deletion_not_found`.
   */
  callOff(caller: Caller, userId: string): Promise<void>;
  /** Deletes those that are due, as anybody's deletion does it; returns how many. */
  deleteDue(): Promise<number>;
}

/** As JSON, in the words of the API. `format` says how to read the rest. */
export type OwnData = { format: string; created_at: string } & Record<string, unknown>;

/** What is known of somebody, for themselves. */
export interface OwnDataService {
  /** Own audit entries: what they did, and what was done to them. Newest first; `before` is a sequence number. */
  activity(userId: string, page: { limit: number; before?: number }): Promise<AuditEntry[]>;
  /** Everything, as JSON, without a single secret; audited. */
  download(act: Act, user: User): Promise<OwnData>;
}

/** What was asked for by an email address, and waits to be looked up. */
export interface AccountRequests {
  /** One round now, as the job does it. Returns how many were answered. */
  answer(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}
