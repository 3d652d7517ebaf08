import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
import { OutboundError } from './outbound-error.ts';
import type { Fetch } from './outbound.ts';

/** For receivers on this machine. */
export function guarded(options: Partial<GuardedFetchOptions> = {}): Fetch {
  return createGuardedFetch({ allowLoopback: true, timeoutMs: 5_000, maxBytes: 1_000, ...options });
}

export async function failureOf(work: Promise<unknown>): Promise<OutboundError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof OutboundError)) throw error;
  return error;
}
