import type { EventService } from '#modules/events';
import type { Service, ServiceService } from '#modules/services';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { FeedService, Follower } from './feed.types.ts';
import { createHub } from './following/hub.ts';
import { readPage } from './following/long-poll.ts';
import { createPlaces, type PlaceLimits } from './following/places.ts';
import { findBeginning } from './following/start.ts';
import { createStream } from './following/stream.ts';
import { createBatchReader } from './reading/batches.ts';
import { createCursors } from './reading/cursors.ts';
import { readFacts } from './records/facts.ts';
import { userRecord } from './records/records.rules.ts';
import { takeSnapshot } from './snapshot.ts';

export interface FeedDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  events: EventService;
  services: Pick<ServiceService, 'authenticateKey' | 'get' | 'listAll' | 'listGrants'>;
  onBackgroundError: (error: unknown) => void;
  config: {
    /** How long after it was made an access token may still be accepted. */
    longestTokenSeconds: number;
    places?: PlaceLimits;
  };
}

const defaultPlaces: PlaceLimits = { perService: 100, overall: 2_000 };

/** Leaves its place when it has ended, however it ends. */
async function* inPlace(pages: AsyncGenerator<string>, leave: () => void): AsyncGenerator<string> {
  try {
    yield* pages;
  } finally {
    leave();
  }
}

/** As it is registered now, not a moment ago. AppError `feed.unauthenticated` when it is gone. */
async function currentService({ services, database }: FeedDeps, { service }: Follower): Promise<Service> {
  return services.get(database.db, service.id).catch((error: unknown) => {
    throw isAppError(error, 'services.not_found') ? new AppError('feed.unauthenticated') : error;
  });
}

async function getUser({ services, database }: FeedDeps, serviceId: string, sub: string) {
  const none = new Set<string>();
  const wanted = { users: new Set([sub]), roles: none, groups: none };
  const facts = await readFacts(services, database.db, wanted);
  const service = facts.services.get(serviceId);
  if (!service) throw new AppError('feed.unauthenticated');
  const user = facts.users.get(sub);
  const record = user && userRecord(facts, service, user);
  if (!record) throw new AppError('users.not_found');
  return record;
}

export function createFeedService(deps: FeedDeps): FeedService {
  const { database, config } = deps;
  const places = createPlaces(config.places ?? defaultPlaces);
  const cursors = createCursors(deps);
  const readBatch = createBatchReader({ ...deps, cursors });
  const following = { ...deps, ...config, cursors, readBatch };
  const hub = createHub(following);
  const stopping = new AbortController();

  /** Holds the place while the work prepares; whoever fails leaves it. */
  async function inNewPlace<T>({ service }: Follower, work: (leave: () => void) => Promise<T>): Promise<T> {
    const leave = places.take(service.id);
    try {
      return await work(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    read: (follower, start, { limit, waitSeconds, signal }) =>
      inNewPlace(follower, async (leave) => {
        const beginning = await findBeginning(following, start);
        const until = AbortSignal.any([signal, stopping.signal]);
        const poll = { follower, beginning, limit, waitSeconds, signal: until };
        const page = await readPage({ ...following, hub }, poll);
        leave();
        return page;
      }),
    follow: (follower, start) =>
      inNewPlace(follower, async (leave) => {
        const beginning = await findBeginning(following, start);
        return createStream({ ...following, hub }, { follower, beginning, leave });
      }),
    snapshot: (follower, { hasUsers, signal }) =>
      inNewPlace(follower, async (leave) => {
        // Pages that nobody asks for never begin, and so never end.
        signal.addEventListener('abort', leave);
        const position = await deps.events.settledEdge(database.db);
        const cursor = await cursors.at(database.db, position);
        const service = await currentService(deps, follower);
        const of = {
          cursor,
          position,
          service,
          hasUsers,
          signal: AbortSignal.any([signal, stopping.signal]),
        };
        return inPlace(takeSnapshot({ db: database.db, services: deps.services }, of), leave);
      }),
    getUser: ({ id }, sub) => getUser(deps, id, sub),
    figures: () => ({ streams: places.count(), ...hub.figures() }),
    stop() {
      stopping.abort();
      hub.stop();
    },
  };
}
