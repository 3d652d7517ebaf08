import { detail, toResponse, type Answer } from './answer.ts';
import { createBrowserProof, type BrowserProof } from './browser-proof.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { isLocalHost } from './cookies.ts';
import { createEndpoints, type Endpoint } from './endpoints.ts';
import type { AuthProxy, ProxyContext, ProxyCookieOptions, ProxyOptions } from './proxy.types.ts';
import { createRefreshCookie } from './refresh-cookie.ts';
import { readFields } from './submitted-fields.ts';
import { createUpstream, type Upstream } from './upstream.ts';

const keyPattern = /^osk_[\w-]+$/;

function readPrefix(prefix: string): string {
  if (!/^\/([\w.~-]+\/)*[\w.~-]*$/.test(prefix)) throw new TypeError(`prefix is no path: ${prefix}`);
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

function connect(options: ProxyOptions): Upstream {
  const { url, key, onProblem, timeoutMs = 10_000, breaker = {} } = options;
  const { fetch = globalThis.fetch, now = Date.now } = options;
  if (!URL.canParse(url)) throw new TypeError('url is not a URL');
  if (!keyPattern.test(key)) throw new TypeError('key is not a service key');
  const { failures = 5, openMs = 5000 } = breaker;
  return createUpstream({
    ...{ url, key, timeoutMs, fetch },
    breaker: createCircuitBreaker({ failures, openMs, now }),
    ...(onProblem && { onProblem }),
  });
}

interface Guards {
  proof: BrowserProof;
  hasCookie: boolean;
  hasOrigins: boolean;
}

function guard(request: Request, { isGuarded }: Endpoint, guards: Guards): Answer | undefined {
  const { proof, hasCookie, hasOrigins } = guards;
  if (hasOrigins || (hasCookie && isGuarded)) {
    const refused = proof.refuseOrigin(request);
    if (refused) return refused;
  }
  return hasCookie && isGuarded ? proof.refuseForgery(request) : undefined;
}

/**
 * The token API for the end users of a service, who then never talk to the auth service themselves. Their browsers
 * see one origin, and the auth service need not be reachable for them.
 * Errors: TypeError for options that cannot work.
 */
export function createProxy(options: ProxyOptions): AuthProxy {
  const { allowedOrigins, bodyLimitBytes = 65_536, onSignIn, onSignOut, onProblem } = options;
  const prefix = readPrefix(options.prefix ?? '/auth/');
  const hasCookie = options.cookie !== undefined;
  const cookieOptions: ProxyCookieOptions = options.cookie === true ? {} : (options.cookie ?? {});
  const isSecure = ({ url }: Request): boolean => cookieOptions.isSecure ?? !isLocalHost(new URL(url));
  const proof = createBrowserProof({ allowedOrigins: allowedOrigins ?? [], isSecure });
  const endpoints = createEndpoints({
    upstream: connect(options),
    proof,
    cookie: hasCookie ? createRefreshCookie({ ...cookieOptions, prefix, isSecureAt: isSecure }) : undefined,
    ...(onSignIn && { onSignIn }),
    ...(onSignOut && { onSignOut }),
    ...(onProblem && { onProblem }),
  });

  async function answer(endpoint: Endpoint, request: Request, { address }: ProxyContext): Promise<Answer> {
    const { method, serve } = endpoint;
    if (request.method !== method) {
      const refused = detail(405, `Method "${request.method}" not allowed.`);
      return { ...refused, headers: [['allow', method]] };
    }
    const refused = guard(request, endpoint, { proof, hasCookie, hasOrigins: allowedOrigins !== undefined });
    if (refused) return refused;
    const submitted = await readFields(request, bodyLimitBytes);
    return submitted.isRead ? serve({ request, address, fields: submitted.fields }) : submitted.answer;
  }

  return {
    prefix,
    paths: [...endpoints.keys()].map((path) => prefix + path),
    async handle(request, context = {}) {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(prefix)) return undefined;
      const path = pathname.slice(prefix.length);
      const endpoint = endpoints.get(path.endsWith('/') ? path : `${path}/`);
      return endpoint && toResponse(await answer(endpoint, request, context));
    },
  };
}
