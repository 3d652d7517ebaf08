import type { QueryExecutorProvider } from 'kysely';

/**
 * Fills in rows that a migration has made room for: too many for one transaction, while everybody works. Whoever reads
 * copes with both until it is through. One that a migration names as `after` is begun once more from the beginning, and
 * has to leave alone what is done.
 */
export interface Backfill {
  /** The migration that it follows. */
  follows: string;
  /** How many rows are left after `position`, for people; not exact. */
  countLeft(db: QueryExecutorProvider, position: string | null): Promise<number>;
  /** Does some of the rows after `position`, in one short transaction. */
  doBatch(tx: QueryExecutorProvider, position: string | null): Promise<BatchResult>;
}

export interface BatchResult {
  /** How many rows it looked at. */
  rows: number;
  /** What the next batch begins after; null when there is none. */
  position: string | null;
}
