import type { Clock } from './clock.ts';

const maxAgeMs = 1_000;
const maxFound = 2_000;
const maxMissed = 10_000;

/**
 * Rows that every request asks for, kept in memory: what was read is good for a second, so that a change by
 * another process is seen that soon, where the database does not tell at once. That there is nothing is remembered as well.
 */
export interface RecentReads<T> {
  /** The same object as before for as long as nothing about it changed: callers may key what they make of it. */
  find(key: string): Promise<T | undefined>;
  /** Call after a change was committed: whoever asks from now on sees it. */
  forget(key: string): void;
  /** The same, when another process made the change and nobody knows to what. */
  forgetAll(): void;
  /**
   * Call inside a transaction that somebody else commits: for a second every question is answered by the
   * database.
   */
  distrust(key: string): void;
}

export interface RecentReadsOptions<T> {
  clock: Clock;
  read(key: string): Promise<T | undefined>;
  isSame(before: T, now: T): boolean;
}

/** The oldest goes when there are too many; what is in use was put in anew within a second. */
function put<V>(map: Map<string, V>, entry: { key: string; value: V; max: number }): void {
  map.delete(entry.key);
  map.set(entry.key, entry.value);
  if (map.size <= entry.max) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

/**
 * What was read, and when. That there was nothing is remembered in a place of its own, so that a flood of
 * unknown keys throws out no known one.
 */
function createMemory<T extends object>({ clock, isSame }: RecentReadsOptions<T>) {
  const found = new Map<string, { at: number; value: T }>();
  const missed = new Map<string, number>();

  /** A clock that was turned back must not keep an old answer alive. */
  function isRecent(at: number | undefined): boolean {
    const now = clock.nowMs();
    return at !== undefined && now >= at && now - at < maxAgeMs;
  }

  /** The object that is known already, if it says the same. */
  function known(key: string, value: T | undefined): T | undefined {
    const before = found.get(key)?.value;
    return value && before && isSame(before, value) ? before : value;
  }

  return {
    isRecent,
    known,
    keep(key: string, value: T | undefined, at: number): T | undefined {
      const kept = known(key, value);
      if (kept === undefined) {
        found.delete(key);
        put(missed, { key, value: at, max: maxMissed });
      } else {
        missed.delete(key);
        put(found, { key, value: { at, value: kept }, max: maxFound });
      }
      return kept;
    },
    /** Undefined when the database must be asked. */
    recall(key: string): { value: T | undefined } | undefined {
      const entry = found.get(key);
      if (entry && isRecent(entry.at)) return entry;
      return isRecent(missed.get(key)) ? { value: undefined } : undefined;
    },
    forget(key: string): void {
      missed.delete(key);
      const entry = found.get(key);
      // Kept to be compared with: it may turn out that nothing changed after all.
      if (entry) entry.at = -Infinity;
    },
    forgetAll(): void {
      missed.clear();
      for (const entry of found.values()) entry.at = -Infinity;
    },
  };
}

export function createRecentReads<T extends object>(options: RecentReadsOptions<T>): RecentReads<T> {
  const { clock, read } = options;
  const memory = createMemory(options);
  const loading = new Map<string, Promise<T | undefined>>();
  const distrusted = new Map<string, number>();

  /** One query however many wait for it. A failed one is not kept, nor one that began before a change. */
  async function load(key: string): Promise<T | undefined> {
    const at = clock.nowMs();
    const reading = read(key);
    loading.set(key, reading);
    const isCurrent = (): boolean => loading.get(key) === reading;
    try {
      const value = await reading;
      return isCurrent() ? memory.keep(key, value, at) : memory.known(key, value);
    } finally {
      if (isCurrent()) loading.delete(key);
    }
  }

  function isDistrusted(key: string): boolean {
    const since = distrusted.get(key);
    if (since === undefined) return false;
    if (!memory.isRecent(since)) distrusted.delete(key);
    return distrusted.has(key);
  }

  function forget(key: string): void {
    loading.delete(key);
    memory.forget(key);
  }

  return {
    async find(key) {
      if (isDistrusted(key)) return load(key);
      const recalled = memory.recall(key);
      if (recalled) return recalled.value;
      const reading = loading.get(key);
      return reading === undefined ? load(key) : memory.known(key, await reading);
    },
    forget,
    forgetAll() {
      loading.clear();
      memory.forgetAll();
    },
    distrust(key) {
      forget(key);
      put(distrusted, { key, value: clock.nowMs(), max: maxMissed });
    },
  };
}
