import type { Act, AuditEntry } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db } from '#platform/db/schema.ts';

/** An account that is about to be deleted. Times in epoch milliseconds. */
export interface PendingDeletion {
  requestedAt: number;
  dueAt: number;
}

/** What the pages need of `account`, which is on the same rung: looking after one's own account. */
export interface OwnAccountsPort {
  email: {
    /** Errors: `users.email_missing`, `mail.off`, `request.throttled`. */
    sendVerification(act: Act, user: User): Promise<void>;
    /** Errors: `users.invalid` (email), `mail.off`, `request.throttled`. */
    requestChange(act: Act, user: User, email: string): Promise<void>;
  };
  deletion: {
    /** Null when the account is gone at once. Errors: `users.last_administrator`. */
    request(act: Act, user: User, keepSessionId?: string): Promise<PendingDeletion | null>;
    find(db: Db, userId: string): Promise<PendingDeletion | undefined>;
    /** Errors: `users.deletion_not_found`. */
    cancel(act: Act, user: User): Promise<void>;
  };
  ownData: {
    /** Own audit entries, newest first; `before` is a sequence number. */
    activity(userId: string, page: { limit: number; before?: number }): Promise<AuditEntry[]>;
    download(act: Act, user: User): Promise<Record<string, unknown>>;
  };
}
