import type { Directory } from '../directory/directory.types.ts';
import type { OstiaryState, OstiaryStatus, OstiaryWarning } from '../ostiary.types.ts';
import type { Now } from '../types.ts';
import type { FeedItem } from '../wire.ts';
import type { FeedRequests } from './feed-requests.ts';
import type { Pace } from './pace.ts';

export interface SyncDeps {
  directory: Directory;
  requests: FeedRequests;
  now: Now;
  pace: Pace;
  /** From 0 to 1. */
  chance(): number;
  maxSilenceMs: number;
  /** Before the directory has taken them. */
  onItems(items: readonly FeedItem[]): void;
  onWarning(warning: OstiaryWarning): void;
  onError(error: Error): void;
}

export interface Sync {
  /**
   * Begins to follow. Resolves when everything is known, or `stale` when Ostiary cannot be reached and something was
   * kept. Errors: `key_refused`, `start_timeout`.
   */
  start(timeoutMs: number): Promise<'live' | 'stale'>;
  close(): Promise<void>;
  /** Whether what is known may be relied on. */
  isFresh(now: number): boolean;
  status(): OstiaryStatus;
  readonly state: OstiaryState;
}
