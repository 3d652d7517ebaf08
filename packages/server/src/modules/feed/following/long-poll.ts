import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedPage } from '@ostiary/contract';
import { AppError } from '#platform/errors.ts';
import type { Database } from '#platform/db/database.ts';
import type { Follower } from '../feed.types.ts';
import type { Batch, ReadBatch } from '../reading/batches.ts';
import type { Cursors } from '../reading/cursors.ts';
import type { Told } from '../reading/items.rules.ts';
import { withoutOldResets } from '../reading/replay.rules.ts';
import type { Delivery, Hub, Listener } from './hub.types.ts';
import type { Beginning } from './start.ts';
import { isUpToDate } from './up-to-date.rules.ts';

export interface LongPollDeps {
  hub: Hub;
  readBatch: ReadBatch;
  database: Database;
  cursors: Cursors;
}

export interface LongPoll {
  follower: Follower;
  beginning: Beginning;
  /** How many events are looked at. */
  limit: number;
  waitSeconds: number;
  /** Ends the waiting. */
  signal: AbortSignal;
}

const joinPauseMs = 50;

function pageOf(told: readonly Told[], cursor: string, hasMore: boolean): FeedPage {
  return { items: told.flatMap(({ items }) => items), cursor, has_more: hasMore };
}

/** As many events as were asked for; the rest is for the next page. */
function pageOfDelivery({ told, cursor }: Delivery, limit: number): FeedPage {
  const some = told.slice(0, limit);
  const last = some.at(-1);
  const isCut = last !== undefined && some.length < told.length;
  return pageOf(some, isCut ? last.cursor : cursor, isCut);
}

function tellOf(batch: Batch, { follower, beginning }: LongPoll): Told[] {
  const service = batch.service(follower.service.id);
  if (service) return withoutOldResets(batch.tell(service), beginning.knownUpTo);
  if (batch.cursor !== null) throw new AppError('feed.unauthenticated');
  return [];
}

/** The next thing that happens after the position; undefined when it is time to look again. */
async function hear(
  hub: Hub,
  { follower }: LongPoll,
  { position, until }: { position: number; until: AbortSignal },
): Promise<Delivery | undefined> {
  const heard = Promise.withResolvers<Delivery | undefined>();
  const over = (): void => heard.resolve(undefined);
  until.addEventListener('abort', over);
  const listener: Listener = {
    serviceId: follower.service.id,
    key: follower.key,
    position,
    onDelivery: heard.resolve,
    onEnd: over,
  };
  const leave = hub.watch(listener);
  try {
    while (!until.aborted && !hub.join(listener)) {
      if (hub.edge()) return undefined;
      await sleep(joinPauseMs);
    }
    return await heard.promise;
  } finally {
    until.removeEventListener('abort', over);
    leave();
  }
}

/** See FeedService.read. */
export async function readPage(deps: LongPollDeps, poll: LongPoll): Promise<FeedPage> {
  const { beginning, limit, waitSeconds } = poll;
  let { position } = beginning;
  const until = AbortSignal.any([poll.signal, AbortSignal.timeout(waitSeconds * 1000)]);
  for (;;) {
    // Before it is read: what comes while it is read counts.
    const isLast = waitSeconds === 0 || until.aborted;
    const isReplay = position < beginning.knownUpTo;
    const after = position;
    const upTo = isReplay ? beginning.knownUpTo : Infinity;
    const batch = await deps.readBatch({ after, limit, upTo, isReplay });
    position = batch.last;
    const told = tellOf(batch, poll);
    if (isReplay && told.length === 0 && position > after && !poll.signal.aborted) continue;
    // What follows a replay is for the next page.
    const hasMore = batch.hasMore || isReplay;
    const hasSomething = told.length > 0 || hasMore;
    if (!hasSomething && isLast && !isUpToDate(batch, performance.now())) {
      throw new AppError('service.unavailable', { retryAfterSeconds: 1 });
    }
    if (hasSomething || isLast) {
      const isUnmoved = position === beginning.position && beginning.cursor !== null;
      const cursor = batch.cursor ?? (isUnmoved ? beginning.cursor : null);
      return pageOf(told, cursor ?? (await deps.cursors.at(deps.database.db, position)), hasMore);
    }
    const delivery = await hear(deps.hub, poll, { position, until });
    if (delivery) return pageOfDelivery(delivery, limit);
  }
}
