import type { ColumnType } from 'kysely';
import type { EventData, OutboxEvent } from './events.types.ts';

/** The ordered outbox. On PostgreSQL a column `tx_id` fills itself with the writing transaction's id. */
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

export interface EventRow extends NewEventRow {
  id: number;
}

export function toOutboxEvent(row: EventRow): OutboxEvent {
  const { id, type, at } = row;
  return { id, type, subjectId: row.subject_id, data: JSON.parse(row.data) as EventData, at };
}
