import type { Clock } from '#platform/clock.ts';
import {
  deleteEventsBefore,
  findEvent,
  findFirstSince,
  findOldestId,
  insertEvent,
  insertEvents,
} from './events.store.ts';
import type { EventService, NewEvent } from './events.types.ts';
import { readEvents, settledEdge, waitForEvents, type Settled } from './reading.ts';

export interface EventDeps {
  clock: Clock;
}

/** Whoever has not read an event by then reads everything anew. */
const keepMs = 30 * 24 * 60 * 60 * 1000;

/** The outbox that client services will be told from. */
export function createEventService(deps: EventDeps): EventService {
  const settled: Settled = new WeakMap();
  const toRow = (event: NewEvent) => ({
    type: event.type,
    subject_id: event.subjectId,
    data: JSON.stringify(event.data ?? {}),
    at: deps.clock.nowMs(),
  });
  return {
    emit: (tx, event) => insertEvent(tx, toRow(event)),
    emitMany: (tx, events) => insertEvents(tx, events.map(toRow)),
    list: (db, query) => readEvents(db, settled, query),
    waitFor: (db, query, wait) => waitForEvents((next) => readEvents(db, settled, next), query, wait),
    settledEdge: (db) => settledEdge(db, settled),
    find: findEvent,
    oldest: findOldestId,
    firstSince: findFirstSince,
    prune: (tx, now) => deleteEventsBefore(tx, now - keepMs),
  };
}
