import type { Config } from '#config';
import { createPredecessorService, type PredecessorService } from '#modules/predecessor';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import type { Spans } from '#platform/tracing/spans.ts';
import { tracedFetch } from '#platform/tracing/traced-fetch.ts';

type Ground = Omit<
  Parameters<typeof createPredecessorService>[0],
  'config' | 'fetch' | 'leewaySeconds' | 'isLimited'
>;

/** Small answers, and people wait for them. */
const limits = { timeoutMs: 4_000, maxBytes: 64 * 1024 };

/** The service before this one, at an address of the operator's. */
export function wirePredecessor(
  config: Config,
  ground: Ground & { spans: Spans },
  outbound: Fetch | undefined,
): PredecessorService {
  const guarded = createGuardedFetch({
    ...{ ...limits, allowLoopback: !config.isProduction, isOperators: true },
  });
  return createPredecessorService({
    ...{ ...ground, fetch: tracedFetch(ground.spans, outbound ?? guarded) },
    ...{ config: config.predecessor, leewaySeconds: config.tokens.leewaySeconds },
    isLimited: config.limits.isOn,
  });
}
