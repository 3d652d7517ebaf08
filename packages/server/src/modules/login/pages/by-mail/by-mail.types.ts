import type { Act } from '#modules/audit';
import type { User } from '#modules/users';

/** What a page shows before a button uses a link up. */
export interface LinkLook {
  userId: string;
  /** The address that the link is about. */
  email: string;
}

/** What the pages that are reached by mail need of accounts. Errors: see `OwnAccounts` of the module `account`. */
export interface ByMailPort {
  email: {
    /** Looks nobody up. */
    requestVerification(act: Act, email: string): Promise<void>;
    findVerification(token: string): Promise<LinkLook | undefined>;
    verify(act: Act, token: string): Promise<User>;
    findChange(token: string): Promise<LinkLook | undefined>;
    confirmChange(act: Act, token: string): Promise<User>;
  };
  recovery: {
    request(act: Act, email: string): Promise<void>;
    find(token: string): Promise<LinkLook | undefined>;
    recover(act: Act, token: string, input: { password: string; endsSessions: boolean }): Promise<User>;
  };
  mailedSignIn: {
    requestLink(act: Act, email: string, next: string): Promise<void>;
    findLink(token: string): Promise<(LinkLook & { next: string }) | undefined>;
    redeemLink(act: Act, token: string): Promise<{ user: User; amr: string[]; next: string }>;
    requestCode(act: Act, email: string): Promise<{ request: string }>;
    redeemCode(act: Act, redeemed: { request: string; code: string }): Promise<{ user: User; amr: string[] }>;
  };
  invitations: {
    find(token: string): Promise<LinkLook | undefined>;
    accept(
      act: Act,
      token: string,
      input: { password: string; firstName?: string; lastName?: string },
    ): Promise<User>;
  };
  deletion: {
    findCancellation(token: string): Promise<LinkLook | undefined>;
    cancelByLink(act: Act, token: string): Promise<User>;
  };
}

/** What of all this a server offers. */
export interface MailPolicy {
  verification: 'off' | 'optional' | 'required';
  /** Whether people may sign in by a link or a code that is mailed. */
  byLink: boolean;
  byCode: boolean;
}
