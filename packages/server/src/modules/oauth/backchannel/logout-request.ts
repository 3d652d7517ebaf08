import type { KeyService } from '#modules/keys';
import type { Clock } from '#platform/clock.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import { OutboundError } from '#platform/http/outbound-error.ts';
import type { Logout } from './backchannel.table.ts';
import { logoutClaims, logoutTokenType } from './logout-token.rules.ts';

/** What came of one attempt. */
export type LogoutOutcome =
  | { isDelivered: true }
  /** `error` may be shown. What is hopeless will not be otherwise in some hours. */
  | { isDelivered: false; error: string; isHopeless: boolean };

export interface LogoutRequestDeps {
  clock: Clock;
  keys: Pick<KeyService, 'sign'>;
  /** Guarded: the addresses are the clients' own to register. */
  fetch: Fetch;
  issuer: string;
  /** Told of failures that are no client's fault. */
  onError(error: unknown): void;
}

const timeoutMs = 5_000;

function post(fetch: Fetch, uri: string, logoutToken: string): Promise<Response> {
  return fetch(uri, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: logoutToken }),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
}

async function send(deps: LogoutRequestDeps, logout: Logout): Promise<LogoutOutcome> {
  const claims = logoutClaims(logout, deps.issuer, deps.clock.nowMs());
  const response = await post(deps.fetch, logout.uri, await deps.keys.sign(claims, logoutTokenType));
  // What else the client says is nobody's business.
  await response.body?.cancel();
  // Back-Channel Logout 1.0 section 2.8: 200, but some frameworks say 204 when there is nothing to say.
  if (response.status === 200 || response.status === 204) return { isDelivered: true };
  return { isDelivered: false, error: `HTTP status ${response.status}`, isHopeless: false };
}

/** Tells a client once that a session has ended. Never rejects. */
export async function sendLogout(deps: LogoutRequestDeps, logout: Logout): Promise<LogoutOutcome> {
  try {
    return await send(deps, logout);
  } catch (error) {
    if (error instanceof OutboundError) {
      const isHopeless = error.reason === 'url' || error.reason === 'address';
      return { isDelivered: false, error: error.message, isHopeless };
    }
    deps.onError(error);
    return { isDelivered: false, error: 'The notice could not be made.', isHopeless: false };
  }
}
