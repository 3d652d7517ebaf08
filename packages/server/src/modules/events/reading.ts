import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { findIdAhead, findNewestId, listEvents, listWriters } from './events.store.ts';
import type { EventPage, EventQuery } from './events.types.ts';

/** How many events one page looks at when it looks for some among them. */
const maxLookedAt = 2_000;
/** Transactions last milliseconds; one that lasts longer is waited for by the next call. */
const settleAttempts = 10;
const settlePauseMs = 5;
const edgeAttempts = 40;
const edgePauseMs = 50;
const pollMs = 250;

/** The newest event that could be seen at some moment, and the transactions that were writing then. */
interface Sight {
  id: number;
  /** In milliseconds of the process. */
  at: number;
  writers: ReadonlySet<string>;
}

interface Known {
  /** Up to this id the outbox is final. */
  upTo: number;
  /** What had been committed by then, in milliseconds of the process, is no further than that. */
  asOf: number;
  /** Becomes final when its writers have ended, however many have begun since. */
  sight: Sight | undefined;
}

/** How far the outbox of a database is known to be final, from one reading to the next. */
export type Settled = WeakMap<Db, Known>;

function knownOf(settled: Settled, db: Db): Known {
  const known = settled.get(db) ?? { upTo: 0, asOf: -Infinity, sight: undefined };
  settled.set(db, known);
  return known;
}

/** What was seen is final from now on. */
function accept(known: Known, { id, at }: Sight): void {
  known.upTo = Math.max(known.upTo, id);
  known.asOf = Math.max(known.asOf, at);
  if (known.sight && known.sight.id <= known.upTo) known.sight = undefined;
}

/** `awaited` was known before this sight began: who was writing then and is not any more has ended. */
function learn(known: Known, sight: Sight, awaited: Sight | undefined): void {
  const isWriting = (writer: string): boolean => sight.writers.has(writer);
  if (sight.writers.size === 0) return accept(known, sight);
  if (awaited && awaited === known.sight && ![...awaited.writers].some(isWriting)) accept(known, awaited);
  known.sight ??= sight;
}

async function see(db: Db, known: Known): Promise<Sight> {
  const at = performance.now();
  try {
    const id = await findNewestId(db);
    const writers = id <= known.upTo ? [] : await listWriters(db);
    return { id, at, writers: new Set(writers) };
  } catch (error) {
    // Another server may be the next to answer, where the same names are those of other transactions.
    known.sight = undefined;
    throw error;
  }
}

/**
 * Up to which id the outbox is final. On PostgreSQL a lower id may be committed after a higher one, so the
 * newest one that is seen is final once every transaction has ended that was writing when it was seen.
 * (The ids of the transactions would not do: an older transaction may take the higher number.)
 */
async function settle(db: Db, settled: Settled): Promise<Known> {
  const startedAt = performance.now();
  for (let attempt = 0; ; attempt++) {
    const known = knownOf(settled, db);
    const { upTo, sight: awaited } = known;
    const sight = await see(db, known);
    // The newest event is never deleted: an older copy of the database took the place of this one.
    const isOfAnother = sight.id < Math.max(upTo, awaited?.id ?? 0);
    if (!isOfAnother) learn(known, sight, awaited);
    else if (settled.get(db) === known) settled.delete(db);
    const learned = knownOf(settled, db);
    if (learned.asOf >= startedAt || attempt === settleAttempts) return { ...learned };
    await sleep(settlePauseMs);
  }
}

/** See EventService.settledEdge. */
export async function settledEdge(db: Db, settled: Settled): Promise<number> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt++) {
    const { upTo, asOf } = await settle(db, settled);
    if (asOf >= startedAt) return upTo;
    if (attempt < edgeAttempts) await sleep(edgePauseMs);
    // What was final before is final still.
    else if (asOf > -Infinity) return upTo;
    else throw new AppError('service.unavailable', { retryAfterSeconds: 1 });
  }
}

/** See EventService.list. */
export async function readEvents(db: Db, settled: Settled, query: EventQuery): Promise<EventPage> {
  const { limit, types, exceptTypes, subjectId } = query;
  const { upTo: settledId, asOf } = await settle(db, settled);
  const after = query.after === 'newest' ? settledId : query.after;
  if (settledId <= after) return { events: [], last: after, hasMore: false, asOf };
  const isFiltered = types !== undefined || exceptTypes !== undefined || subjectId !== undefined;
  const edge = isFiltered ? await findIdAhead(db, { after, upTo: settledId, count: maxLookedAt }) : undefined;
  const upTo = edge ?? settledId;
  const rows = await listEvents(db, { ...query, after, limit: limit + 1 }, upTo);
  const events = rows.slice(0, limit);
  const lastShown = events.at(-1);
  if (rows.length > limit && lastShown) return { events, last: lastShown.id, hasMore: true, asOf };
  return { events, last: upTo, hasMore: upTo < settledId, asOf };
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
