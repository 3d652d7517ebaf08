import { OstiaryError } from '../errors.ts';
import { startTimer } from '../http/http-call.ts';
import { openPromise } from './open-promise.ts';

/** What a start waits for, and what may come in its way. */
export interface FirstSync {
  /** Everything that is needed is known. */
  reached(): void;
  /** A try to follow the feed failed; it goes on. */
  failed(thrown: unknown): void;
  readonly done: Promise<'live' | 'stale'>;
}

export interface FirstSyncOptions {
  timeoutMs: number;
  /** Something was kept of an earlier run, which is better than nothing when nobody answers. */
  hasState: boolean;
  /** Why it has not come so far yet. */
  problem(): string | null;
}

function codeOf(thrown: unknown): OstiaryError['code'] | undefined {
  return thrown instanceof OstiaryError ? thrown.code : undefined;
}

export function createFirstSync({ timeoutMs, hasState, problem }: FirstSyncOptions): FirstSync {
  const { promise, resolve, reject } = openPromise<'live' | 'stale'>();
  const giveUp = (): void => {
    if (hasState) return resolve('stale');
    const why = problem() ?? 'nothing was heard';
    reject(new OstiaryError('start_timeout', `The first sync took more than ${timeoutMs / 1000} s: ${why}`));
  };
  // Whoever waits for the start does so with nothing else to stay for.
  const timer = startTimer(timeoutMs, giveUp, { keepsAlive: true });
  const stop = (): void => timer.stop();
  promise.then(stop, stop);
  return {
    done: promise,
    reached: () => resolve('live'),
    failed(thrown) {
      if (codeOf(thrown) === 'key_refused') reject(thrown);
      if (codeOf(thrown) === 'unavailable' && hasState) resolve('stale');
    },
  };
}
