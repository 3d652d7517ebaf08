import type { ColumnType } from 'kysely';
import type { Actor, AuditEntry, Details } from './audit.types.ts';

/** Written once: an entry has no columns to update. */
type Once<T> = ColumnType<T, T, never>;

interface AuditEntriesTable {
  seq: Once<number>;
  id: Once<string>;
  at: Once<number>;
  actor_type: Once<string>;
  actor_id: Once<string | null>;
  action: Once<string>;
  target_type: Once<string | null>;
  target_id: Once<string | null>;
  outcome: Once<string>;
  address: Once<string | null>;
  user_agent: Once<string | null>;
  request_id: Once<string | null>;
  details: Once<string>;
  prev_hash: Once<string>;
  hash: Once<string>;
}

interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
  seal: string;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    audit_entries: AuditEntriesTable;
    audit_head: AuditHeadTable;
  }
}

/** A row of `audit_entries` as it is stored; times in epoch milliseconds. */
export interface ChainRow {
  seq: number;
  id: string;
  at: number;
  actor_type: string;
  actor_id: string | null;
  action: string;
  target_type: string | null;
  target_id: string | null;
  outcome: string;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  details: string;
  prev_hash: string;
  hash: string;
}

export interface ChainHead {
  /** The number of the last entry; 0 before the first. */
  seq: number;
  /** The hash of the last entry; empty before the first. */
  hash: string;
  /** Proves that Ostiary wrote the two above; empty before the first entry. */
  seal: string;
}

const actorTypes: readonly Actor['type'][] = ['user', 'anonymous', 'system', 'command'];

/** A row that somebody altered must still be shown, so nothing here throws. */
function readDetails(text: string): Details {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Falls through: the text is not JSON any more.
  }
  return { unreadable: true };
}

export function toAuditEntry(row: ChainRow): AuditEntry {
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    actor: { type: actorTypes.find((type) => type === row.actor_type) ?? 'system', id: row.actor_id },
    origin: { address: row.address, userAgent: row.user_agent, requestId: row.request_id },
    action: row.action,
    outcome: row.outcome,
    target: row.target_type === null ? null : { type: row.target_type, id: row.target_id ?? '' },
    details: readDetails(row.details),
  };
}
