import { setTimeout as sleep } from 'node:timers/promises';

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

const attempts = 6;
const attemptTimeoutMs = 10_000;
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** RFC 9110 section 10.2.3: seconds, or a date. */
function retryAfterMs(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/** Doubles each time. Half of it is luck, so that many workers do not come back at the same moment. */
function backOffMs(attempt: number): number {
  const ms = Math.min(firstDelayMs * 2 ** attempt, longestDelayMs);
  return ms / 2 + (Math.random() * ms) / 2;
}

/** `fetch` throws a TypeError for a failure of the network. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}

/**
 * A fetch that waits and tries again when the other side is overloaded (429, 503), for as long as it asks,
 * and when it cannot be reached. After a few attempts the last answer stands; `stop` ends the waiting. What
 * it sends must bear being sent twice: both statuses mean that nothing was done, a broken connection does not.
 */
export function patientFetch(stop: AbortSignal, say: (line: string) => void): Fetch {
  return async (url, init = {}) => {
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === attempts;
      let delayMs = backOffMs(attempt - 1);
      try {
        const signal = AbortSignal.any([stop, AbortSignal.timeout(attemptTimeoutMs)]);
        const response = await fetch(url, { ...init, signal });
        if (isLast || ![429, 503].includes(response.status)) return response;
        delayMs = retryAfterMs(response) ?? delayMs;
        await response.body?.cancel();
        say(`${String(url)} answers ${response.status}`);
      } catch (error) {
        if (isLast || !isUnreachable(error)) throw error;
        say(`${String(url)} cannot be reached`);
      }
      delayMs = Math.min(delayMs, longestDelayMs);
      say(`trying again in ${(delayMs / 1000).toFixed(1)} s`);
      await sleep(delayMs, undefined, { signal: stop });
    }
  };
}
