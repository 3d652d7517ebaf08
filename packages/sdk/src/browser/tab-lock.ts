/** Runs something while no other tab runs something under the same lock. */
export type TabLock = <T>(run: (hadToWait: boolean) => Promise<T>) => Promise<T>;

/** By the Web Locks API; the browser ends the lock of a tab that is closed. */
function webLock(locks: LockManager, name: string): TabLock {
  return async <T>(run: (hadToWait: boolean) => Promise<T>): Promise<T> => {
    let isBusy = false;
    const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) return { value: await run(false) };
      isBusy = true;
      return undefined;
    });
    if (!isBusy && atOnce) return atOnce.value;
    return await locks.request(name, () => run(true));
  };
}

/** Longer than a refresh takes: a tab that was closed while it refreshed must not lock out others for good. */
const leaseMs = 15_000;
/** Two tabs that write at once both read what the later one wrote, once so much time has passed. */
const settleMs = 25;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A lease in storage that tabs share, for browsers without locks: not quite exclusive, but two tabs that refresh at
 * once are put up with anyway (within OSTIARY_REFRESH_REUSE_WINDOW).
 */
export function leaseLock(storage: Storage, name: string): TabLock {
  // Only to tell tabs apart; `crypto.randomUUID` is not there without TLS.
  const me = String(Math.random());

  function holder(): string | undefined {
    const [who, until] = (storage.getItem(name) ?? '').split(' ');
    return Number(until) > Date.now() ? who : undefined;
  }

  async function take(): Promise<boolean> {
    if (holder() !== undefined) return false;
    try {
      storage.setItem(name, `${me} ${Date.now() + leaseMs}`);
    } catch {
      // Full: better without a lock than not at all.
      return true;
    }
    await pause(settleMs);
    return holder() === me;
  }

  return async (run) => {
    let hadToWait = false;
    while (!(await take())) {
      hadToWait = true;
      await pause(settleMs);
    }
    try {
      return await run(hadToWait);
    } finally {
      if (holder() === me) storage.removeItem(name);
    }
  };
}

function sharedStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Switched off by the person, or in a frame that may not.
    return undefined;
  }
}

/** The best lock that this browser has; at worst none beyond this tab. */
export function tabLock(name: string): TabLock {
  // Not there without TLS, nor in old browsers.
  if ('locks' in navigator) return webLock(navigator.locks, name);
  const storage = sharedStorage();
  return storage ? leaseLock(storage, name) : (run) => run(false);
}
