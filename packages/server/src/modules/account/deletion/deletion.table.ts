import type { PendingDeletion } from '../own-accounts.types.ts';

interface AccountDeletionsTable {
  user_id: string;
  requested_at: number;
  due_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    account_deletions: AccountDeletionsTable;
  }
}

export function toDeletion(row: AccountDeletionsTable): PendingDeletion {
  return { userId: row.user_id, requestedAt: row.requested_at, dueAt: row.due_at };
}

export function toRow({ userId, requestedAt, dueAt }: PendingDeletion): AccountDeletionsTable {
  return { user_id: userId, requested_at: requestedAt, due_at: dueAt };
}
