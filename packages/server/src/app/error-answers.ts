import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendErrorPage } from '#modules/login/pages';
import { AppError, isAppError } from '#platform/errors.ts';
import { asAppError } from '#platform/http/as-app-error.ts';
import { drfErrorHandler } from '#platform/http/drf/errors.ts';
import { toProblem } from '#platform/http/problem.ts';
import { setCommonHeaders, type CommonHeaders } from './common-headers.ts';
import { collectPaths } from './known-paths.ts';

/** The shape of the management API, and of everything that has no shape of its own (RFC 9457). */
function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = asAppError(thrown);
  if (error.status >= 500)
    request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  if (error.status === 401 && !reply.hasHeader('www-authenticate')) {
    reply.header('www-authenticate', 'Bearer realm="api"');
  }
  void reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(toProblem(error, request.id)));
}

function isForPeople(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') ?? false;
}

const answerDrf = drfErrorHandler([]);

/**
 * For a path that cannot be decoded, or holds a name longer than any: Fastify gives up on it before hooks and
 * scopes see the request, and would answer in words of its own that repeat the path.
 */
export function createUnroutableAnswer(headers: CommonHeaders) {
  return (thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    setCommonHeaders(headers, request, reply);
    const isTooLong = thrown.code === 'FST_ERR_MAX_PARAM_LENGTH';
    const error = new AppError(isTooLong ? 'request.not_found' : 'request.malformed', { cause: thrown });
    if (request.url.startsWith('/auth/')) answerDrf(error, request, reply);
    else if (isForPeople(request)) void sendErrorPage(reply, error, request.id);
    else sendProblem(error, request, reply);
  };
}

interface ErrorAnswers {
  /** How old the proof of who somebody is may be for sensitive acts. */
  stepUpSeconds: number;
}

/** Programs get a problem, people a page. Call it before routes are added. */
export function addErrorAnswers(app: FastifyInstance, { stepUpSeconds }: ErrorAnswers): void {
  const allowedMethods = collectPaths(app);
  // RFC 9470 section 3: not another credential is asked for, but a better proof behind it.
  const stepUp = `Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="${stepUpSeconds}"`;
  app.setErrorHandler((thrown, request, reply) => {
    if (isAppError(thrown, 'login.step_up_required')) reply.header('www-authenticate', stepUp);
    sendProblem(thrown, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const allowed = allowedMethods(path);
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    const error = new AppError(allowed.length > 0 ? 'request.method_not_allowed' : 'request.not_found');
    if (isForPeople(request)) return sendErrorPage(reply, error, request.id);
    return sendProblem(error, request, reply);
  });
}
