import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { AppError, FieldError } from '../../errors.ts';
import { asAppError } from '../as-app-error.ts';
import { unsupportedMediaType } from './body.ts';
import { asJson } from './reply.ts';

/** What goes over the wire for an error. */
export interface DrfAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** How some errors are answered in a way of their own; undefined leaves them to the next in line. */
export type DrfShape = (error: AppError, request: FastifyRequest) => DrfAnswer | undefined;

/** `{"email": ["…"], "non_field_errors": ["…"]}` in the order in which the problems were found. */
export function fieldErrorBody(problems: readonly FieldError[]): Record<string, string[]> {
  const body: Record<string, string[]> = {};
  for (const { path, message } of problems) (body[path || 'non_field_errors'] ??= []).push(message);
  return body;
}

function throttledDetail(seconds: number | undefined): string {
  if (seconds === undefined) return 'Request was throttled.';
  return `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`;
}

function detailOf(error: AppError): string {
  if (error.code === 'request.throttled') return throttledDetail(error.retryAfterSeconds);
  return error.code === 'request.not_found' ? 'Not found.' : error.message;
}

/** A problem with a field is 400 in REST framework, also where it is a conflict elsewhere. */
function drfAnswer(error: AppError): DrfAnswer {
  if (error.fields.length > 0) return { status: 400, body: fieldErrorBody(error.fields) };
  return { status: error.status, body: { detail: detailOf(error) } };
}

function understand(thrown: FastifyError | AppError, request: FastifyRequest): AppError {
  // Fastify refuses a Content-Type that it cannot read before any parser sees it.
  return thrown.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
    ? unsupportedMediaType(request)
    : asAppError(thrown);
}

/** A Fastify error handler that asks the shapes in turn and answers as REST framework does. */
export function drfErrorHandler(shapes: readonly DrfShape[]) {
  return function answerError(
    thrown: FastifyError | AppError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const error = understand(thrown, request);
    if (error.status >= 500) {
      request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
    }
    let answer: DrfAnswer | undefined;
    for (const shape of shapes) answer ??= shape(error, request);
    answer ??= drfAnswer(error);
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
    void reply.code(answer.status).send(asJson(reply, answer.body));
  };
}
