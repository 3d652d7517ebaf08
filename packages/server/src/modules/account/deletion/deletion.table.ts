import type { PendingDeletion } from '../own-accounts.types.ts';

interface AccountDeletionsTable {
  user_id: string;
  requested_at: number;
  due_at: number;
  requested_by: string | null;
  was_active: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    account_deletions: AccountDeletionsTable;
  }
}

export function toDeletion(row: AccountDeletionsTable): PendingDeletion {
  return {
    userId: row.user_id,
    requestedAt: row.requested_at,
    dueAt: row.due_at,
    requestedBy: row.requested_by,
    wasActive: row.was_active === null ? null : row.was_active === 1,
  };
}

export function toRow(deletion: PendingDeletion): AccountDeletionsTable {
  const { userId, requestedAt, dueAt, requestedBy, wasActive } = deletion;
  return {
    ...{ user_id: userId, requested_at: requestedAt, due_at: dueAt, requested_by: requestedBy },
    was_active: wasActive === null ? null : Number(wasActive),
  };
}
