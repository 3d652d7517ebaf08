import type { AuditAction } from '@ostiary/contract';
import type { Db, Tx } from '#platform/db/schema.ts';

/** Where an act came from. `address` is the end user's, after trusted proxies. */
export interface Origin {
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
}

/** Who acts. `command` is an operator at the command line; `system` is Ostiary itself. */
export interface Actor {
  type: 'user' | 'anonymous' | 'system' | 'command';
  id: string | null;
}

export interface Act {
  actor: Actor;
  origin: Origin;
}

export type Details = Record<string, string | number | boolean | null | string[]>;

export interface NewAuditEntry {
  action: AuditAction;
  outcome: 'success' | 'failure' | 'denied';
  target?: { type: string; id: string };
  /** Never a secret, never a password, never a token. */
  details?: Details;
}

export interface AuditEntry extends Act {
  seq: number;
  id: string;
  at: number;
  action: string;
  outcome: string;
  target: { type: string; id: string } | null;
  details: Details;
}

export interface AuditQuery {
  /** Entries before this sequence number, newest first. */
  before?: number;
  limit: number;
  action?: string;
  actorId?: string;
  targetId?: string;
}

/**
 * `headHash` is the hash of the last entry (empty when there is none): kept elsewhere, it shows when the
 * whole database is put back to an older state, which nothing inside the database can.
 */
export type ChainReport =
  | { isIntact: true; entries: number; headHash: string }
  | { isIntact: false; entries: number; firstBadSeq: number; reason: string };

export interface AuditService {
  /** Appends to the chain, in the caller's transaction. Best called last in it: it locks the chain. */
  record(tx: Tx, act: Act, entry: NewAuditEntry): Promise<void>;
  list(db: Db, query: AuditQuery): Promise<AuditEntry[]>;
  /** Reads the whole chain in order and finds any edit, deletion, reordering or cut. */
  verify(onProgress?: (checked: number) => void): Promise<ChainReport>;
}
