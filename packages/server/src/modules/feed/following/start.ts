import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { FeedStart } from '../feed.types.ts';
import type { Cursors } from '../reading/cursors.ts';

export interface StartDeps {
  database: Database;
  events: EventService;
  clock: Clock;
  cursors: Cursors;
  /** How long after it was made an access token may still be accepted. */
  longestTokenSeconds: number;
}

/** Where somebody begins. */
export interface Beginning {
  /** After this event. */
  position: number;
  /** Null where no event need be at that position. */
  cursor: string | null;
  /** What is told of times before this position is told again. */
  knownUpTo: number;
}

/** How far the clocks of those who write events may be apart. */
const clockLeewayMs = 60_000;

/** Before the oldest event that can still matter to an access token. */
async function findRecent(deps: StartDeps): Promise<number> {
  const { events, database, clock, longestTokenSeconds } = deps;
  // First: whatever is below the edge by then is final.
  const edge = await events.settledEdge(database.db);
  const since = clock.nowMs() - longestTokenSeconds * 1000 - clockLeewayMs;
  const first = await events.firstSince(database.db, since);
  return first === undefined ? edge : Math.min(first - 1, edge);
}

/** Errors: `feed.cursor_gone`, `service.unavailable`. */
export async function findBeginning(deps: StartDeps, { after, isReplayed }: FeedStart): Promise<Beginning> {
  if (after === undefined) return { position: await findRecent(deps), cursor: null, knownUpTo: -1 };
  const position = await deps.cursors.open(deps.database.db, after);
  const given = { position, cursor: after, knownUpTo: position };
  if (isReplayed !== true) return given;
  const recent = await findRecent(deps);
  return recent < position ? { position: recent, cursor: null, knownUpTo: position } : given;
}
