import { createOverlay } from '../../src/directory/overlay.ts';
import type { Directory } from '../../src/directory/directory.types.ts';
import type { Overlay } from '../../src/directory/overlay.types.ts';
import { createFeedRequests } from '../../src/feed/feed-requests.ts';
import { usualPace, type Pace } from '../../src/feed/pace.ts';
import { createSync } from '../../src/feed/sync.ts';
import type { Sync, SyncDeps } from '../../src/feed/sync.types.ts';
import type { FeedItem } from '../../src/wire.ts';
import { serviceKey, type FeedServer } from './feed-server.ts';

/** Quick enough for a test, slow enough for a machine that stalls. */
export const quickPace: Pace = {
  ...usualPace,
  firstBeatMs: 2_000,
  silenceMs: 2_000,
  backoffFirstMs: 5,
  backoffMostMs: 50,
  refusedRetryMs: 50,
  pollWaitSeconds: 1,
  cursorMs: 0,
};

export interface SyncWorld {
  sync: Sync;
  overlay: Overlay;
  /** What is filled: the overlay, unless another was given. */
  directory: Directory;
  items: FeedItem[];
  warnings: string[];
  errors: Error[];
}

export function syncWith(
  server: FeedServer,
  {
    pace = {},
    directory,
    ...more
  }: { pace?: Partial<Pace>; directory?: Directory } & Partial<Omit<SyncDeps, 'pace' | 'directory'>> = {},
): SyncWorld {
  const overlay = createOverlay({ longestTokenSeconds: 3_600, maxUsers: 1_000, now: Date.now });
  const items: FeedItem[] = [];
  const warnings: string[] = [];
  const errors: Error[] = [];
  const sync = createSync({
    directory: directory ?? overlay,
    requests: createFeedRequests({ url: server.url, key: serviceKey, fetch }),
    now: Date.now,
    pace: { ...quickPace, ...pace },
    chance: () => 0,
    maxSilenceMs: 60_000,
    onItems: (some) => items.push(...some),
    onWarning: ({ code }) => warnings.push(code),
    onError: (error) => errors.push(error),
    ...more,
  });
  return { sync, overlay, directory: directory ?? overlay, items, warnings, errors };
}
