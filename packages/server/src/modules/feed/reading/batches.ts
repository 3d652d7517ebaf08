import type { EventService, OutboxEvent } from '#modules/events';
import type { Service } from '#modules/services';
import type { Database } from '#platform/db/database.ts';
import { readFacts, type GrantReader } from '../records/facts.ts';
import type { Cursors } from './cursors.ts';
import { tell, type Entry, type Told } from './items.rules.ts';
import { notReplayed } from './replay.rules.ts';
import { wantedBy } from './wanted.rules.ts';

/** A stretch of the outbox, with everything that any service is told of it. */
export interface Batch {
  /** Everything up to this position was looked at. */
  last: number;
  /** When each event of it happened, in epoch milliseconds. */
  happenedAt: readonly number[];
  /** Covers all of it; null when there was no event. */
  cursor: string | null;
  hasMore: boolean;
  /** As of the outbox: see EventPage. */
  asOf: number;
  /** As it is registered by now; undefined for one that is gone, and where there was no event. */
  service(id: string): Service | undefined;
  /** What a service is told of it. */
  tell(service: Service): Told[];
}

export interface BatchQuery {
  after: number;
  limit: number;
  /** No further than this position. */
  upTo?: number;
  /** Without what nobody needs to be told again. */
  isReplay?: boolean;
}

export interface BatchDeps {
  database: Database;
  events: EventService;
  services: GrantReader;
  cursors: Cursors;
}

const nothing = { happenedAt: [], cursor: null, service: () => undefined, tell: () => [] };

async function withFacts(deps: BatchDeps, events: readonly OutboxEvent[]) {
  const facts = await readFacts(deps.services, deps.database.db, wantedBy(events));
  const entries: Entry[] = events.map((event) => ({ event, cursor: deps.cursors.of(event) }));
  return {
    happenedAt: events.map(({ at }) => at),
    cursor: entries.at(-1)?.cursor ?? null,
    service: (id: string) => facts.services.get(id),
    tell: (service: Service) => tell(entries, service, facts),
  };
}

export type ReadBatch = (query: BatchQuery) => Promise<Batch>;

/** The same queries for one service and for all of them. */
export function createBatchReader(deps: BatchDeps): ReadBatch {
  return async ({ after, limit, upTo = Infinity, isReplay = false }) => {
    const query = { after, limit, ...(isReplay && { exceptTypes: notReplayed }) };
    const page = await deps.events.list(deps.database.db, query);
    const { asOf } = page;
    const events = page.events.filter(({ id }) => id <= upTo);
    const hasMore = page.hasMore && events.length === page.events.length;
    const last = Math.min(page.last, upTo);
    if (events.length === 0) return { ...nothing, last: Math.max(after, last), hasMore, asOf };
    return { ...(await withFacts(deps, events)), last, hasMore, asOf };
  };
}
