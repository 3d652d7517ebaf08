import type { SpreadReading } from '../spread.ts';

/** How a database of this process is doing, counted in memory: reading it asks the database nothing. */
export interface DatabaseFigures {
  /** PostgreSQL: the connections of the pool, and who waits for one. */
  pool?: { used: number; idle: number; most: number; waiting: number };
  /** PostgreSQL: seconds until somebody had a connection. */
  connectionWaits?: SpreadReading;
  /** SQLite: seconds until a piece of work could begin to write. */
  writeWaits?: SpreadReading;
  /** SQLite: pieces of work that shared one durable commit. */
  commitSizes?: SpreadReading;
  /** SQLite: pages in the write-ahead log. */
  logPages?: number;
}
