import type { Config } from '#config';
import { systemClock } from '#platform/clock.ts';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import { asOutboundError } from '#platform/http/outbound-error.ts';
import type { Finding } from './doctor.machine.ts';

const check = 'predecessor';
const limits = { timeoutMs: 4_000, maxBytes: 64 * 1024 };

/** What a route for sign-ins answers when nobody signs in: DRF takes POST alone. */
const ordinary = new Set([200, 400, 401, 403, 405]);

/** Whether the service before this one can be asked, and for how long. Nothing when there is none. */
export async function checkPredecessor({ predecessor, isProduction }: Config): Promise<Finding[]> {
  const { tokenUrl, until } = predecessor;
  if (until === null) return [];
  if (Date.parse(until) <= systemClock.nowMs()) {
    const message = `The overlap ended at ${until}: nobody is asked, and no token of it counts.`;
    return [{ check, status: 'warning', message, hint: 'Remove the settings OSTIARY_PREDECESSOR_*.' }];
  }
  if (tokenUrl === null) return [{ check, status: 'ok', message: `Its tokens are accepted until ${until}.` }];
  const fetch = createGuardedFetch({ ...limits, allowLoopback: !isProduction, isOperators: true });
  try {
    const response = await fetch(tokenUrl);
    await response.body?.cancel();
    if (ordinary.has(response.status)) {
      return [{ check, status: 'ok', message: `It answers, and is asked until ${until}.` }];
    }
    const message = `It answers a look at OSTIARY_PREDECESSOR_TOKEN_URL with ${response.status}.`;
    return [{ check, status: 'warning', message, hint: 'Is that the address of its sign-in?' }];
  } catch (error) {
    const { message } = asOutboundError(error);
    const hint = 'Nobody who is unknown here can sign in until it can be reached.';
    return [{ check, status: 'warning', message: `It cannot be asked. ${message}`, hint }];
  }
}
