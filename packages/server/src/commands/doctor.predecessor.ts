import type { Config } from '#config';
import { systemClock } from '#platform/clock.ts';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import { asOutboundError } from '#platform/http/outbound-error.ts';
import type { Finding } from './doctor.machine.ts';

const check = 'predecessor';
const limits = { timeoutMs: 4_000, maxBytes: 64 * 1024 };

/** What its routes answer when nobody signs in: DRF takes POST alone for that, and tells nobody who somebody is. */
const ordinary = new Set([200, 400, 401, 403, 405]);

type Look = (url: string) => Promise<{ status: number }>;

/** What is wrong with one of its addresses; null for nothing. */
async function lookAt(look: Look, setting: string, url: string): Promise<Finding | null> {
  try {
    const { status } = await look(url);
    if (ordinary.has(status)) return null;
    const message = `It answers a look at ${setting} with ${status}.`;
    const hint = 'Is that the right address? Nobody who is unknown here can sign in until it is.';
    return { check, status: 'warning', message, hint };
  } catch (error) {
    const { message } = asOutboundError(error);
    const hint = 'Nobody who is unknown here can sign in until it can be reached.';
    return { check, status: 'warning', message: `It cannot be asked. ${message}`, hint };
  }
}

/** Whether the service before this one can be asked, and for how long. Nothing when there is none. */
export async function checkPredecessor({ predecessor, isProduction }: Config): Promise<Finding[]> {
  const { tokenUrl, userUrl, until } = predecessor;
  if (until === null) return [];
  if (Date.parse(until) <= systemClock.nowMs()) {
    const message = `The overlap ended at ${until}: nobody is asked, and no token of it counts.`;
    return [{ check, status: 'warning', message, hint: 'Remove the settings OSTIARY_PREDECESSOR_*.' }];
  }
  if (tokenUrl === null) return [{ check, status: 'ok', message: `Its tokens are accepted until ${until}.` }];
  const fetch = createGuardedFetch({ ...limits, allowLoopback: !isProduction, isOperators: true });
  const look: Look = async (url) => {
    const response = await fetch(url);
    await response.body?.cancel();
    return response;
  };
  const wrong =
    (await lookAt(look, 'OSTIARY_PREDECESSOR_TOKEN_URL', tokenUrl)) ??
    (userUrl === null ? null : await lookAt(look, 'OSTIARY_PREDECESSOR_USER_URL', userUrl));
  return [wrong ?? { check, status: 'ok', message: `It answers, and is asked until ${until}.` }];
}
