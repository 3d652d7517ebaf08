import type { EventType } from '@ostiary/contract';
import type { Tx } from '#platform/db/schema.ts';

export interface NewEvent {
  type: EventType;
  /** The user, session, token, role or key that the event is about. */
  subjectId: string;
  data?: Record<string, string | number | boolean | null | string[]>;
}

export interface EventService {
  /** Adds to the ordered outbox in the caller's transaction: told if and only if it commits. */
  emit(tx: Tx, event: NewEvent): Promise<void>;
}
