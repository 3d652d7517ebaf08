import type { ErrorCode } from '@ostiary/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { LoginService, Principal } from '#modules/login';
import { AppError } from '#platform/errors.ts';
import { decorateCallingService } from './calling-service.ts';
import { opensDoor, operatorActor, type OperatorDoor } from './operator-door.ts';
import { isCrossOrigin, isSameOrigin } from './same-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts, from where: for audit entries. Anonymous until `principal` has been awaited. */
    act(): Act;
    /**
     * Refuses a browser that was sent here by somebody else's page, which must not sign anybody in (login
     * CSRF). AppError `request.csrf_failed`.
     */
    refuseCrossOrigin(): void;
    /** Who is signed in, or null. Throws AppError for a credential that is recognised and bad. */
    principal(): Promise<Principal | null>;
    /** The same as a service wants it. A write by cookie without a same-origin proof is refused. */
    caller(): Promise<Caller>;
    /**
     * As `caller`, but `access.unauthenticated` when nobody is signed in, and `access.denied` for the command
     * line, which has no account.
     */
    signedIn(): Promise<{ caller: Caller; principal: Principal }>;
  }
  interface FastifyContextConfig {
    /** The route changes nothing although its method suggests it: cookies need no same-origin proof. */
    isSafe?: boolean;
    /** The route also takes tokens that are addressed to a service, which are nothing to all others. */
    takesServiceTokens?: boolean;
    /** The permission the route needs, for the generated route table. */
    permission?: string;
    /** The path of the route that reads what this one makes, where it is not below its own. */
    makes?: string;
    /** The error codes a route of the management API may answer beside those that every route may. */
    errors?: readonly ErrorCode[];
  }
}

export interface HttpContextDeps {
  login: LoginService;
  /** The public base URL: an Origin header equal to it is ours. */
  publicUrl: string;
  sessionCookieName: string;
  deviceCookieName: string;
  operator?: OperatorDoor | undefined;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const anonymous = { type: 'anonymous', id: null } as const;

function originOf(request: FastifyRequest, deviceCookieName: string): Act['origin'] {
  return {
    address: request.clientAddress ?? request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    requestId: request.id,
    acceptLanguage: request.headers['accept-language'] ?? null,
    device: request.cookies[deviceCookieName] ?? null,
  };
}

/**
 * What an application may do in a user's name at our own API, as django-oauth-toolkit has it for APIs (its
 * `TokenHasReadWriteScope`): look with the scope `read`, change something with `write`. Where a permission is
 * asked for, the scope has to name that one, which narrows the subject already.
 */
function requireReach(request: FastifyRequest, { clientId, scope, service }: Principal): void {
  const { permission, isSafe } = request.routeOptions.config;
  // Of a token for a service the scope says what it is good for there.
  if (clientId === null || permission !== undefined || service !== null) return;
  const isLooking = safeMethods.has(request.method) || isSafe === true;
  const words = scope.split(' ');
  if (words.includes('permissions') || words.includes(isLooking ? 'read' : 'write')) return;
  throw new AppError('access.denied', { message: 'The scope of this token does not reach that far.' });
}

/** Django, and so the role service, quotes a cookie value that has a space in it. */
function unquoted(value: string | undefined): string | undefined {
  return value?.replace(/^"(.*)"$/, '$1');
}

interface RequestState {
  principal: Promise<Principal | null> | undefined;
  resolved: Principal | null;
}

/** Decorates every request with who sends it, worked out at most once and only when asked for. */
export function addHttpContext(app: FastifyInstance, deps: HttpContextDeps): void {
  decorateCallingService(app);
  const states = new WeakMap<FastifyRequest, RequestState>();
  const stateOf = (request: FastifyRequest): RequestState => {
    let state = states.get(request);
    if (!state) states.set(request, (state = { principal: undefined, resolved: null }));
    return state;
  };

  async function resolvePrincipal(request: FastifyRequest, state: RequestState): Promise<Principal | null> {
    const act: Act = { actor: anonymous, origin: originOf(request, deps.deviceCookieName) };
    state.resolved = await deps.login.authenticate(act, {
      authorization: request.headers.authorization,
      sessionCookie: request.cookies[deps.sessionCookieName],
      roleCookie: unquoted(request.cookies['Authorization']),
      isForAnyService: request.routeOptions.config.takesServiceTokens === true,
    });
    if (state.resolved) requireReach(request, state.resolved);
    return state.resolved;
  }

  const { operator } = deps;
  const isOperator = ({ headers }: FastifyRequest): boolean => opensDoor(operator, headers.authorization);

  app.decorateRequest('act', function act(this: FastifyRequest): Act {
    if (operator && isOperator(this)) {
      const origin = { address: null, userAgent: null, requestId: this.id };
      return { actor: operatorActor(operator), origin };
    }
    const user = stateOf(this).resolved?.user;
    return {
      actor: user ? { type: 'user', id: user.id } : anonymous,
      origin: originOf(this, deps.deviceCookieName),
    };
  });

  app.decorateRequest('refuseCrossOrigin', function refuseCrossOrigin(this: FastifyRequest): void {
    if (isCrossOrigin(this, deps.publicUrl)) throw new AppError('request.csrf_failed');
  });

  app.decorateRequest('principal', function principal(this: FastifyRequest) {
    const state = stateOf(this);
    state.principal ??= resolvePrincipal(this, state);
    return state.principal;
  });

  app.decorateRequest('caller', async function caller(this: FastifyRequest): Promise<Caller> {
    if (isOperator(this)) return { act: this.act(), subject: 'operator' };
    const principal = await this.principal();
    const isWrite = !safeMethods.has(this.method) && this.routeOptions.config.isSafe !== true;
    if (principal?.isCookie && isWrite && !isSameOrigin(this, deps.publicUrl)) {
      throw new AppError('request.csrf_failed');
    }
    return { act: this.act(), subject: principal?.subject ?? null };
  });

  app.decorateRequest('signedIn', async function signedIn(this: FastifyRequest) {
    if (isOperator(this)) {
      throw new AppError('access.denied', { message: 'The command line has no account of its own.' });
    }
    const caller = await this.caller();
    const principal = await this.principal();
    if (!principal) throw new AppError('access.unauthenticated');
    return { caller, principal };
  });
}
