import type { AccessTokenClaims } from '../wire.ts';
import { detail, type Answer } from './answer.ts';
import type { BrowserProof } from './browser-proof.ts';
import type { AddedHeaders, ProxyOptions, ProxySignOut } from './proxy.types.ts';
import type { RefreshCookie } from './refresh-cookie.ts';
import { pickFields } from './submitted-fields.ts';
import type { Upstream, UpstreamCall } from './upstream.ts';

/** A request to one of the routes, its body read. */
export interface Visit extends ProxySignOut {
  fields: Record<string, unknown>;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  /** Whether it uses or sets the cookie with the refresh token, where there is one. */
  isGuarded: boolean;
  serve(visit: Visit): Promise<Answer>;
}

export interface EndpointDeps extends Pick<ProxyOptions, 'onSignIn' | 'onSignOut' | 'onProblem'> {
  upstream: Upstream;
  proof: BrowserProof;
  /** Undefined where pages keep the refresh token themselves. */
  cookie: RefreshCookie | undefined;
}

type Headers = readonly (readonly [string, string])[];

function from({ request, address }: Visit): Pick<UpstreamCall, 'address' | 'userAgent'> {
  return { address, userAgent: request.headers.get('user-agent') };
}

function listHeaders(added: AddedHeaders): Headers {
  return [...new Headers(added)];
}

const plus = (answer: Answer, headers: Headers): Answer => ({
  ...answer,
  headers: [...(answer.headers ?? []), ...headers],
});

/** The claims of a token that has just come from who signed it. */
function readClaims(token: string): AccessTokenClaims | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as AccessTokenClaims;
  } catch {
    return null;
  }
}

const noRefreshToken: Answer = {
  ...detail(401, 'No refresh token provided.'),
  headers: [['www-authenticate', 'Bearer']],
};

/** Takes the refresh token out of an answer and puts it into the cookie. */
function keepRefresh(answer: Answer, request: Request, cookie: RefreshCookie | undefined): Answer {
  const { refresh, ...rest } = answer.body as { refresh?: unknown };
  if (!cookie || typeof refresh !== 'string') return answer;
  return plus({ ...answer, body: rest }, [['set-cookie', cookie.keep(request, refresh)]]);
}

function signIn({ upstream, cookie, onSignIn }: EndpointDeps): Endpoint['serve'] {
  return async (visit) => {
    const { request, address } = visit;
    const body = pickFields(visit.fields, ['email', 'username', 'password']);
    // Never twice: each is a guess at a password and counted as one, and a session where it is right.
    const answer = await upstream.ask({
      ...{ method: 'POST', path: 'token/', body, isRepeatable: false },
      ...from(visit),
    });
    const { access } = answer.body as { access?: unknown };
    if (answer.status !== 200 || typeof access !== 'string') return answer;
    const added = await onSignIn?.({ access, claims: readClaims(access), request, address });
    return plus(keepRefresh(answer, request, cookie), listHeaders(added));
  };
}

/**
 * Repeatable: the same refresh token again gets the same successor for OSTIARY_REFRESH_REUSE_WINDOW, and a broken
 * connection is noticed well within it. Not to repeat it would lose the successor, if there is one already, and
 * leave the end user with a token that is used up.
 */
function refresh({ upstream, cookie }: EndpointDeps): Endpoint['serve'] {
  return async (visit) => {
    const { request } = visit;
    const kept = cookie?.read(request);
    if (cookie && kept === undefined) return noRefreshToken;
    const body = kept === undefined ? pickFields(visit.fields, ['refresh']) : { refresh: kept };
    const answer = await upstream.ask({
      ...{ method: 'POST', path: 'token/refresh/', body, isRepeatable: true },
      ...from(visit),
    });
    if (answer.status === 200) return keepRefresh(answer, request, cookie);
    // It will not be good again: browsers need not send it any more.
    return cookie && answer.status === 401 ? plus(answer, [['set-cookie', cookie.clear(request)]]) : answer;
  };
}

function verify({ upstream }: EndpointDeps): Endpoint['serve'] {
  return async (visit) => {
    const body = pickFields(visit.fields, ['token']);
    return upstream.ask({
      ...{ method: 'POST', path: 'token/verify/', body, isRepeatable: true },
      ...from(visit),
    });
  };
}

/** The session of the refresh token, or else that of the access token sent along. */
function endSession(visit: Visit, kept: unknown): UpstreamCall | undefined {
  const shared = { method: 'POST', isRepeatable: true, ...from(visit) } as const;
  if (kept !== undefined) return { ...shared, path: 'token/blacklist/', body: { refresh: kept } };
  const authorization = visit.request.headers.get('authorization') ?? undefined;
  return authorization === undefined
    ? undefined
    : { ...shared, path: 'token/logout/', body: {}, authorization };
}

/** Always 200, as in contracts/django-easyjwt.md section 2: this browser is signed out, whatever else is. */
function signOut({ upstream, cookie, onSignOut, onProblem }: EndpointDeps): Endpoint['serve'] {
  return async (visit) => {
    const { request, address } = visit;
    const call = endSession(visit, cookie ? cookie.read(request) : visit.fields['refresh']);
    const answer = call && (await upstream.ask(call));
    // A token that the auth service refuses was no longer good before.
    const goesOn =
      answer !== undefined && (!answer.isAvailable || answer.status === 429 || answer.status >= 500);
    if (goesOn && call) onProblem?.({ kind: 'not_revoked', path: call.path });
    const added = await onSignOut?.({ request, address });
    const told: Answer = goesOn ? detail(200, 'Logged out.', 'not_revoked') : detail(200, 'Logged out.');
    const cleared: Headers = cookie ? [['set-cookie', cookie.clear(request)]] : [];
    return plus(told, [...cleared, ...listHeaders(added)]);
  };
}

function user({ upstream }: EndpointDeps): Endpoint['serve'] {
  return async (visit) =>
    upstream.ask({
      ...{ method: 'GET', path: 'user/', isRepeatable: true },
      authorization: visit.request.headers.get('authorization') ?? undefined,
      ...from(visit),
    });
}

/** By path below the prefix: what a client service offers to end users (contracts/django-easyjwt.md section 2). */
export function createEndpoints(deps: EndpointDeps): ReadonlyMap<string, Endpoint> {
  return new Map<string, Endpoint>([
    ['token/', { method: 'POST', isGuarded: true, serve: signIn(deps) }],
    ['token/refresh/', { method: 'POST', isGuarded: true, serve: refresh(deps) }],
    ['token/verify/', { method: 'POST', isGuarded: false, serve: verify(deps) }],
    ['token/logout/', { method: 'POST', isGuarded: true, serve: signOut(deps) }],
    ['csrf/', { method: 'GET', isGuarded: false, serve: async ({ request }) => deps.proof.issue(request) }],
    ['user/', { method: 'GET', isGuarded: false, serve: user(deps) }],
  ]);
}
