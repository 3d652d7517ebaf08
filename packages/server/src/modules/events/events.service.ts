import type { Clock } from '#platform/clock.ts';
import { insertEvent } from './events.store.ts';
import type { EventService } from './events.types.ts';

export interface EventDeps {
  clock: Clock;
}

/** The outbox that client services will be told from. */
export function createEventService(deps: EventDeps): EventService {
  return {
    emit: (tx, event) =>
      insertEvent(tx, {
        type: event.type,
        subject_id: event.subjectId,
        data: JSON.stringify(event.data ?? {}),
        at: deps.clock.nowMs(),
      }),
  };
}
