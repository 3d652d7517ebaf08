import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#platform/db/schema.ts';
import { findIdAhead, findNewestId, listEvents, listWriters } from './events.store.ts';
import type { EventPage, EventQuery } from './events.types.ts';

/** How many events one page looks at when it looks for some among them. */
const maxLookedAt = 2_000;
/** Transactions last milliseconds; one that lasts longer is waited for by the next call. */
const settleAttempts = 10;
const settlePauseMs = 5;
const pollMs = 250;

/** Up to which id the outbox of a database is known to be final. */
export type Settled = WeakMap<Db, number>;

/**
 * Up to which id the outbox is final. On PostgreSQL a lower id may be committed after a higher one, so the
 * newest one that is seen is final once every transaction has ended that was writing when it was seen.
 * (The ids of the transactions would not do: an older transaction may take the higher number.)
 */
async function settle(db: Db, settled: Settled): Promise<{ upTo: number; isSettled: boolean }> {
  let known = settled.get(db) ?? 0;
  const newestId = await findNewestId(db);
  if (newestId === known) return { upTo: known, isSettled: true };
  // The newest event is never deleted: an older copy of the database took the place of this one.
  if (newestId < known) known = 0;
  const writers = new Set(await listWriters(db));
  let isSettled = writers.size === 0;
  for (let attempt = 0; !isSettled; attempt++) {
    if (attempt === settleAttempts) return { upTo: known, isSettled: false };
    await sleep(settlePauseMs);
    isSettled = !(await listWriters(db)).some((writer) => writers.has(writer));
  }
  // Another call may have come further meanwhile.
  const further = settled.get(db) ?? 0;
  const upTo = known === 0 ? newestId : Math.max(newestId, further);
  settled.set(db, upTo);
  return { upTo, isSettled: true };
}

/** See EventService.list. */
export async function readEvents(db: Db, settled: Settled, query: EventQuery): Promise<EventPage> {
  const { limit, types, exceptTypes, subjectId } = query;
  const { upTo: settledId, isSettled } = await settle(db, settled);
  const after = query.after === 'newest' ? settledId : query.after;
  if (settledId <= after) return { events: [], last: after, hasMore: false, isSettled };
  const isFiltered = types !== undefined || exceptTypes !== undefined || subjectId !== undefined;
  const edge = isFiltered ? await findIdAhead(db, { after, upTo: settledId, count: maxLookedAt }) : undefined;
  const upTo = edge ?? settledId;
  const rows = await listEvents(db, { ...query, after, limit: limit + 1 }, upTo);
  const events = rows.slice(0, limit);
  const lastShown = events.at(-1);
  if (rows.length > limit && lastShown) return { events, last: lastShown.id, hasMore: true, isSettled };
  return { events, last: upTo, hasMore: upTo < settledId, isSettled };
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await sleep(pollMs, undefined, { signal });
  } catch {
    // Aborted: the caller sees that for itself.
  }
}

/** See EventService.waitFor. */
export async function waitForEvents(
  read: (query: EventQuery) => Promise<EventPage>,
  query: EventQuery,
  { waitSeconds, signal }: { waitSeconds: number; signal: AbortSignal },
): Promise<EventPage> {
  let page = await read(query);
  for (let waitedMs = 0; waitedMs < waitSeconds * 1000 && !signal.aborted; waitedMs += pollMs) {
    if (page.events.length > 0 || page.hasMore) break;
    await pause(signal);
    page = await read({ ...query, after: page.last });
  }
  return page;
}
