import type { Clock } from '#platform/clock.ts';
import { matcherOf } from './address-range.rules.ts';

const maxAgeMs = 1_000;

export interface BlockCache {
  isBlocked(address: string): Promise<boolean>;
  /** The next question reads the database again. */
  forget(): void;
}

interface Loaded {
  at: number;
  matches: Promise<(address: string) => boolean>;
}

/**
 * The blocklist as every request asks for it: read at most once a second, and by one query however many
 * requests wait for it. A failed read is not kept.
 */
export function createBlockCache(clock: Clock, listRanges: () => Promise<string[]>): BlockCache {
  let loaded: Loaded | undefined;

  function current(): Loaded {
    const now = clock.nowMs();
    // A clock that was turned back must not keep an old list alive.
    if (loaded && now - loaded.at < maxAgeMs && now >= loaded.at) return loaded;
    const fresh: Loaded = { at: now, matches: listRanges().then(matcherOf) };
    loaded = fresh;
    fresh.matches.catch(() => {
      if (loaded === fresh) loaded = undefined;
    });
    return fresh;
  }

  return {
    async isBlocked(address) {
      const matches = await current().matches;
      return matches(address);
    },
    forget() {
      loaded = undefined;
    },
  };
}
