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
async function settle(db: Db, settled: Settled): Promise<number> {
  const known = settled.get(db) ?? 0;
  const newestId = await findNewestId(db);
  if (newestId <= known) return known;
  const writers = new Set(await listWriters(db));
  let isSettled = writers.size === 0;
  for (let attempt = 0; !isSettled; attempt++) {
    if (attempt === settleAttempts) return known;
    await sleep(settlePauseMs);
    isSettled = !(await listWriters(db)).some((writer) => writers.has(writer));
  }
  const settledId = Math.max(newestId, settled.get(db) ?? 0);
  settled.set(db, settledId);
  return settledId;
}

/** See EventService.list. */
export async function readEvents(db: Db, settled: Settled, query: EventQuery): Promise<EventPage> {
  const { limit, types, subjectId } = query;
  const settledId = await settle(db, settled);
  const after = query.after === 'newest' ? settledId : query.after;
  if (settledId <= after) return { events: [], last: after, hasMore: false };
  const isFiltered = types !== undefined || subjectId !== undefined;
  const edge = isFiltered ? await findIdAhead(db, { after, upTo: settledId, count: maxLookedAt }) : undefined;
  const upTo = edge ?? settledId;
  const rows = await listEvents(db, { ...query, after, limit: limit + 1 }, upTo);
  const events = rows.slice(0, limit);
  const lastShown = events.at(-1);
  if (rows.length > limit && lastShown) return { events, last: lastShown.id, hasMore: true };
  return { events, last: upTo, hasMore: upTo < settledId };
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
