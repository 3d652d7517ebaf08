import { createHash } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { systemFetch, type Fetch } from '#platform/http/outbound.ts';
import { isInRange } from './breaches.rules.ts';

export interface BreachDeps {
  /** Below which a range is asked for by its five digits; null where nobody is asked. */
  url: string | null;
  clock: Clock;
  /** Told that nobody could be asked: once, and again after an hour. */
  onError?: ((error: unknown) => void) | undefined;
  fetch?: Fetch | undefined;
  timeoutMs?: number;
}

const usualTimeoutMs = 2_000;
/** A padded answer has about a thousand lines of forty characters. */
const maxCharacters = 1_000_000;
/** Whoever does not answer is not asked for so long, so that nobody waits for each password in turn. */
const pauseMs = 60_000;
const silenceMs = 60 * 60_000;

/** The operator chose the address, so it may be one of the own network; where it leads to is another matter. */
async function readRange(fetch: Fetch, address: string, timeoutMs: number): Promise<string> {
  const answer = await fetch(address, {
    // Answers are made equally long, so that their length tells nothing to who sees it pass.
    headers: { 'add-padding': 'true', accept: 'text/plain', 'user-agent': 'ostiary' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (answer.status !== 200) throw new Error(`It answered with status ${answer.status}`);
  const text = await answer.text();
  if (text.length > maxCharacters) throw new Error('Its answer is longer than any that is meant');
  return text;
}

/**
 * Whether a password is among those that were stolen elsewhere, k-anonymously: of its SHA-1, the first five digits of
 * forty are sent, which hundreds of passwords share. Whenever nobody answers in two seconds, it is not.
 */
export function createBreachCheck(deps: BreachDeps): (password: string) => Promise<boolean> {
  const { url, clock, onError, fetch = systemFetch, timeoutMs = usualTimeoutMs } = deps;
  const base = url?.replace(/\/?$/, '/');
  let pausedUntil = 0;
  let silentUntil = 0;
  const noteFailure = (cause: unknown): void => {
    const now = clock.nowMs();
    pausedUntil = now + pauseMs;
    if (now < silentUntil) return;
    silentUntil = now + silenceMs;
    onError?.(new Error('New passwords are not looked up among stolen ones: nobody answered.', { cause }));
  };
  return async (password) => {
    if (base === undefined || clock.nowMs() < pausedUntil) return false;
    const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      return isInRange(await readRange(fetch, base + hash.slice(0, 5), timeoutMs), hash.slice(5));
    } catch (error) {
      noteFailure(error);
      return false;
    }
  };
}
