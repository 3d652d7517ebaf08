import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Version 00 of https://www.w3.org/TR/trace-context/#traceparent-header. */
const traceparent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The trace that whoever asks is part of, so that both are seen as one. */
function callersContext({ headers }: FastifyRequest): Context {
  const given = headers['traceparent'];
  const [, traceId = '', spanId = '', flags = ''] =
    traceparent.exec(typeof given === 'string' ? given : '') ?? [];
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) || 0, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}

interface Traced {
  span: Span;
  context: Context;
}

/**
 * A span for each request, by its route: never by its path or its query, which may hold secrets. Nothing of headers
 * and bodies is told either.
 */
export function traceRequests(
  app: FastifyInstance,
  { tracer, contexts }: { tracer: Tracer; contexts: AsyncLocalStorage<Context> },
): void {
  const traced = new WeakMap<FastifyRequest, Traced>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions, id } = request;
    const route = routeOptions.url ?? 'none';
    const attributes = { 'http.request.method': method, 'http.route': route, 'ostiary.request_id': id };
    const parent = callersContext(request);
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    const context = trace.setSpan(parent, span);
    traced.set(request, { span, context });
    contexts.run(context, done);
  });
  // Reading the body goes on in the context of the socket.
  app.addHook('preValidation', (request, _reply, done) => {
    const known = traced.get(request);
    if (known) contexts.run(known.context, done);
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const span = traced.get(request)?.span;
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
