import type { KoaContextWithOIDC } from 'oidc-provider';
import { isAppError, type AppError } from '#platform/errors.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { commit } from '../storage/commit.ts';
import { currentUnit, LostRace } from '../storage/unit-of-work.ts';
import { registeredGrants } from '../registration/client.adapter.ts';
import { isPlaceholder } from './client-metadata.ts';
import { methodsOf } from './methods.rules.ts';

type Deps = Pick<OauthDeps, 'database' | 'onBackgroundError'>;
type RenderError = (ctx: KoaContextWithOIDC, out: { error: string; error_description?: string }) => void;

/** What programs call: a refusal is JSON and takes nothing that was used for granted. */
const programRoutes = new Set([
  ...['token', 'revocation', 'introspection', 'userinfo', 'device_authorization'],
  ...['pushed_authorization_request', 'registration', 'client', 'client_update', 'client_delete'],
]);

const failureKey = 'failure';

/** Why the engine answers `server_error`, noted for `settle`. */
export function noteFailure(error: unknown): void {
  currentUnit().seen.set(failureKey, error);
}

interface Refusal {
  status: number;
  error: string;
  description?: string;
  retryAfterSeconds?: number;
}

function answer(ctx: KoaContextWithOIDC, refusal: Refusal, renderError: RenderError): void {
  const { status, error, description, retryAfterSeconds } = refusal;
  const out = { error, ...(description !== undefined && { error_description: description }) };
  ctx.remove('set-cookie');
  ctx.remove('location');
  ctx.status = status;
  if (retryAfterSeconds !== undefined) ctx.set('retry-after', String(retryAfterSeconds));
  const isForPeople = !programRoutes.has(ctx.oidc?.route ?? '') && ctx.accepts('json', 'html') === 'html';
  if (isForPeople) {
    renderError(ctx, out);
    return;
  }
  ctx.set('cache-control', 'no-store');
  ctx.body = out;
}

const unavailable = {
  status: 503,
  error: 'temporarily_unavailable',
  description: 'the server cannot answer just now, try again shortly',
  retryAfterSeconds: 1,
};

/** What `applications` does not take of a client that registers itself (RFC 7591 section 3.2.2). */
function registrationRefusal({ fields, message }: AppError): Refusal {
  const isOfUris = fields.some(({ path }) => path.startsWith('redirect_uris'));
  const words = fields.map((field) => `${field.path}: ${field.message}`).join(' ');
  return {
    status: 400,
    error: isOfUris ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    description: words === '' ? message : words,
  };
}

/** What the engine says to the second of two that come one after the other. */
function refusalOfLoser({ oidc }: KoaContextWithOIDC): Refusal {
  const description = 'it was used already';
  if (oidc.params?.['client_assertion'] !== undefined) {
    return { status: 401, error: 'invalid_client', description };
  }
  if (oidc.route === 'userinfo') return { status: 401, error: 'invalid_token', description };
  return { status: 400, error: 'invalid_grant', description };
}

function refusalFor(error: unknown, ctx: KoaContextWithOIDC): Refusal {
  if (error instanceof LostRace) return refusalOfLoser(ctx);
  if (isAppError(error, 'service.unavailable')) return unavailable;
  if (isAppError(error, 'request.throttled')) {
    const { message: description, retryAfterSeconds = 1 } = error;
    return { status: 429, error: 'access_denied', description, retryAfterSeconds };
  }
  return { status: 500, error: 'server_error', description: 'oops! something went wrong' };
}

/** RFC 7592 section 3 allows to leave out a secret, and ours are nowhere kept in clear. */
function correctRegistration({ body }: KoaContextWithOIDC): void {
  if (typeof body !== 'object' || body === null || !('registration_access_token' in body)) return;
  Object.assign(body, registeredGrants());
  if ('client_secret' in body && isPlaceholder(body.client_secret))
    Reflect.deleteProperty(body, 'client_secret');
}

/** The engine passes by what it has no route for: another method, or an endpoint that is turned off. */
function answerUnrouted(ctx: KoaContextWithOIDC, renderError: RenderError): void {
  const methods = methodsOf(ctx.path);
  const isMissing = methods.length === 0 || methods.includes(ctx.method);
  if (!isMissing) ctx.set('allow', methods.join(', '));
  const refusal = isMissing
    ? { status: 404, error: 'invalid_request', description: 'there is no such endpoint' }
    : { status: 405, error: 'invalid_request', description: 'the method is not allowed here' };
  answer(ctx, refusal, renderError);
}

/** Runs around the engine: what it wrote is committed before its answer is sent, or it is another answer. */
export function settleRequests(deps: Deps, renderError: RenderError) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    try {
      await next();
    } catch (error) {
      // From where the engine itself catches nothing.
      noteFailure(error);
      ctx.status = 500;
    }
    if (ctx.status === 404 && (ctx.body ?? null) === null) {
      answerUnrouted(ctx, renderError);
      return;
    }
    const unit = currentUnit();
    if (ctx.status >= 500) {
      const failure = unit.seen.get(failureKey);
      if (!isAppError(failure, 'request.throttled')) deps.onBackgroundError(failure);
      answer(ctx, refusalFor(failure, ctx), renderError);
      return;
    }
    const isForProgram = programRoutes.has(ctx.oidc?.route ?? '');
    const isRefusal = ctx.status >= 400 && isForProgram;
    if (isForProgram) ctx.set('cache-control', 'no-store');
    try {
      await commit(deps.database, unit, isRefusal ? 'refusal' : 'success');
    } catch (error) {
      const isInvalid = isAppError(error, 'request.invalid');
      if (!isInvalid && !(error instanceof LostRace)) deps.onBackgroundError(error);
      answer(ctx, isInvalid ? registrationRefusal(error) : refusalFor(error, ctx), renderError);
    }
    correctRegistration(ctx);
  };
}
