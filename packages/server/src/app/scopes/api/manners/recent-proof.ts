import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import type { ApiServices } from '../api-app.ts';

const whatever = (): boolean => true;

/** A change of these lets its maker, or somebody else, into an account. */
const accountTakers = ['email', 'is_staff', 'is_superuser'];

function takesAccount(body: unknown): boolean {
  return typeof body === 'object' && body !== null && accountTakers.some((name) => Object.hasOwn(body, name));
}

function makesPowerful(body: unknown): boolean {
  const { is_staff: isStaff, is_superuser: isSuperuser, roles } = (body ?? {}) as Record<string, unknown>;
  return isStaff === true || isSuperuser === true || (Array.isArray(roles) && roles.length > 0);
}

/** It does without consent, or speaks for people that it names. */
function isTrusted(body: unknown): boolean {
  const { is_first_party: isFirstParty, may_impersonate: mayImpersonate } = body as Record<string, unknown>;
  return isFirstParty === true || mayImpersonate === true;
}

function isDryRun(request: FastifyRequest): boolean {
  return (request.query as { dry_run?: boolean }).dry_run === true;
}

function hasHashes(request: FastifyRequest): boolean {
  const query = request.query as { include_hashes?: boolean; include?: string };
  return query.include_hashes === true || query.include === 'everything';
}

/**
 * What an unattended browser, or a cookie that was stolen, must not be enough for: what cannot be taken back, what
 * gives power, and what hands out or ends credentials. Below `/api/v1`.
 */
const sensitive: Readonly<Record<string, (request: FastifyRequest) => boolean>> = {
  'POST /me/tokens': whatever,
  'POST /users': ({ body }) => makesPowerful(body),
  'PATCH /users/:id': ({ body }) => takesAccount(body),
  'DELETE /users/:id': whatever,
  'POST /users/:id/deletion': whatever,
  'POST /users/:id/password': whatever,
  'DELETE /users/:id/factors': whatever,
  'PUT /users/:id/roles/:role': whatever,
  'POST /invitations': ({ body }) => makesPowerful(body),
  'POST /roles': whatever,
  'PATCH /roles/:role': whatever,
  'DELETE /roles/:role': whatever,
  'DELETE /permissions/:permission': whatever,
  'DELETE /groups/:group': whatever,
  'PUT /groups/:group/members/:user': whatever,
  'PUT /groups/:group/roles/:role': whatever,
  'DELETE /services/:service': whatever,
  'POST /services/:service/keys': whatever,
  'DELETE /services/:service/keys/:key': whatever,
  'POST /applications': ({ body }) => isTrusted(body),
  'PATCH /applications/:application': whatever,
  'DELETE /applications/:application': whatever,
  'POST /applications/:application/secrets': whatever,
  'DELETE /applications/:application/secrets/:secret': whatever,
  'POST /webhooks': whatever,
  'PATCH /webhooks/:webhook': whatever,
  'DELETE /webhooks/:webhook': whatever,
  'POST /webhooks/:webhook/secrets': whatever,
  'POST /keys/rotate': whatever,
  'POST /imports': (request) => !isDryRun(request),
  'GET /exports/users': hasHashes,
};

/** The operations that ask for it, for the tests: `METHOD /path` below the prefix. */
export const sensitiveOperations: readonly string[] = Object.keys(sensitive);

/**
 * Asks browsers that are signed in by a session for a recent proof before anything sensitive
 * (`login.step_up_required`, RFC 9470). Programs, whose tokens were made for this, go on as they are.
 * Goes before whatever keeps answers, and after a request was found valid: nobody proves themselves for nothing.
 */
export function requireRecentProof(
  scope: FastifyInstance,
  { sessions, signIn }: Pick<ApiServices, 'sessions' | 'signIn'>,
): void {
  scope.addHook('onRoute', (route) => {
    const path = route.path.slice(scope.prefix.length);
    const methods = [route.method].flat();
    if (!methods.some((method) => Object.hasOwn(sensitive, `${method} ${path}`))) return;
    route.config = {
      ...route.config,
      errors: [...(route.config?.errors ?? []), 'login.step_up_required'],
    };
  });
  scope.addHook('preHandler', async (request) => {
    const { url = '' } = request.routeOptions;
    const isSensitive = sensitive[`${request.method} ${url.slice(scope.prefix.length)}`];
    if (isSensitive?.(request) !== true) return;
    const principal = await request.principal();
    if (principal?.isCookie !== true) return;
    const live = principal.sessionId === null ? null : await sessions.findLive(principal.sessionId);
    if (!live) throw new AppError('login.step_up_required');
    await signIn.requireRecent(live.session);
  });
}
