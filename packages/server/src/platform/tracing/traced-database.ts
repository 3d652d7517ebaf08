import type { Database } from '../db/database.ts';
import type { Spans } from './spans.ts';

/** Times transactions: from asking for one, so that waits for others are seen, to the durable commit. */
export function tracedDatabase(database: Database, spans: Spans): Database {
  return { ...database, write: (work) => spans.part('transaction', {}, () => database.write(work)) };
}
