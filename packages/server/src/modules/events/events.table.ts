import type { ColumnType } from 'kysely';

/** The ordered outbox. On PostgreSQL a column `tx_id` fills itself; the feed reads it, writers do not. */
interface EventsTable {
  id: ColumnType<number, never, never>;
  type: ColumnType<string, string, never>;
  subject_id: ColumnType<string, string, never>;
  data: ColumnType<string, string, never>;
  at: ColumnType<number, number, never>;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    events: EventsTable;
  }
}

export interface NewEventRow {
  type: string;
  subject_id: string;
  /** JSON. */
  data: string;
  /** Epoch milliseconds. */
  at: number;
}
