import type { KnownUser } from '../directory/directory.types.ts';

type Found = KnownUser | undefined;

/** The users asked for last, in front of a store that takes time. What it has read meanwhile is never older. */
export interface UserCache {
  /** At once where it is known; also that a user is unknown is known. */
  find(sub: string): Found | Promise<Found>;
  forget(subs: Iterable<string>): void;
  clear(): void;
}

export function createUserCache(size: number, read: (sub: string) => Found | Promise<Found>): UserCache {
  /** In the order of their last use. */
  const kept = new Map<string, Found>();
  /** A reading that is under way; one that was forgotten meanwhile is not kept. */
  const pending = new Map<string, Promise<Found>>();

  function keep(sub: string, found: Found): void {
    kept.delete(sub);
    kept.set(sub, found);
    if (kept.size <= size) return;
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      return;
    }
  }

  async function settle(sub: string, reading: Promise<Found>): Promise<Found> {
    try {
      const found = await reading;
      if (pending.get(sub) === reading) keep(sub, found);
      return found;
    } finally {
      if (pending.get(sub) === reading) pending.delete(sub);
    }
  }

  return {
    find(sub) {
      if (kept.has(sub)) {
        const found = kept.get(sub);
        keep(sub, found);
        return found;
      }
      const underWay = pending.get(sub);
      if (underWay) return underWay;
      const found = read(sub);
      // A store that answers at once is quick enough by itself.
      if (!(found instanceof Promise)) return found;
      pending.set(sub, found);
      return settle(sub, found);
    },
    forget(subs) {
      for (const sub of subs) {
        kept.delete(sub);
        pending.delete(sub);
      }
    },
    clear() {
      kept.clear();
      pending.clear();
    },
  };
}
