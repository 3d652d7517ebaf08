import type { FeedPage, UserRecord } from '@ostiary/contract';
import type { Service } from '#modules/services';
import type { HubFigures } from './following/hub.types.ts';

/** Where to begin. */
export interface FeedStart {
  /** A cursor; without one, with the oldest event that can still matter to an access token. */
  after?: string;
  /** Begin no later than without a cursor. */
  isReplayed?: boolean;
}

/** Who follows: a service, by one of its keys. */
export interface Follower {
  service: Service;
  key: string;
}

/** Where a stream flows to: somebody who reads, or does not. */
export interface FeedSink {
  /** False when it was not taken at once. */
  write(bytes: Uint8Array): boolean;
  /** What was written and not yet taken, in bytes. */
  backlog(): number;
  /** What was taken so far, in bytes. */
  taken(): number;
  /** Resolves when all has been taken, or when nobody takes anything any more. */
  drained(): Promise<void>;
  /** After what was written. */
  end(): void;
  /** At once. */
  cut(): void;
}

/** One place among those who follow. It is held until `close`. */
export interface FeedStream {
  /** Begins to tell: what has happened since the start, then what happens. Ends the sink when it ends. */
  flow(sink: FeedSink): void;
  /** Whoever listened has gone. */
  close(): void;
}

export interface FeedFigures extends HubFigures {
  /** How many follow at this moment: streams, waiting requests and snapshots. */
  streams: number;
}

/** What client services are told, each only what it may see. */
export interface FeedService {
  /**
   * One page; with `waitSeconds` not before there is an item, unless `signal` is aborted. Errors:
   * `feed.cursor_gone`, `feed.too_many_streams`; `service.unavailable` when a transaction under way keeps it from
   * knowing whether there is more.
   */
  read(
    follower: Follower,
    start: FeedStart,
    page: { limit: number; waitSeconds: number; signal: AbortSignal },
  ): Promise<FeedPage>;
  /** Errors: as `read`. */
  follow(follower: Follower, start: FeedStart): Promise<FeedStream>;
  /** The lines of a snapshot, in pages, until `signal` is aborted. Errors: as `read`. */
  snapshot(
    follower: Follower,
    options: { hasUsers: boolean; signal: AbortSignal },
  ): Promise<AsyncGenerator<string>>;
  /** AppError `users.not_found`, also for a user that the service may not see. */
  getUser(service: Service, sub: string): Promise<UserRecord>;
  figures(): FeedFigures;
  /** Ends everything that flows: each goes on with the process that comes next. */
  stop(): void;
}
