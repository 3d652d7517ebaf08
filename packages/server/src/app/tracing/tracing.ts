import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { isAppError } from '#platform/errors.ts';
import type { Attributes, Spans } from '#platform/tracing/spans.ts';
import { startExporting } from './exporting.ts';
import { traceRequests } from './traced-requests.ts';

export interface Tracing {
  spans: Spans;
  /** Traces what this app answers. Call it before routes are added. */
  addTo(app: FastifyInstance): void;
  /** Sends what was not yet sent. */
  close(): Promise<void>;
}

/** Its kind and its code: messages repeat what was sent. */
function fail(span: Span, error: unknown): void {
  const kind = isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

interface Ground {
  tracer: Tracer;
  contexts: AsyncLocalStorage<Context>;
}

async function timed<T>(
  { tracer, contexts }: Ground,
  { name, kind, attributes }: { name: string; kind: SpanKind; attributes: Attributes },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = contexts.getStore() ?? ROOT_CONTEXT;
  const span = tracer.startSpan(name, { attributes, kind }, parent);
  try {
    return await contexts.run(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

function spansOf(ground: Ground, system: string): Spans {
  const { tracer, contexts } = ground;
  const notesOf = (span: Span) => ({ note: (more: Attributes) => void span.setAttributes(more) });
  return {
    part(name, attributes, work) {
      if (!contexts.getStore()) return work({ note: () => undefined });
      return timed(ground, { name, kind: SpanKind.INTERNAL, attributes }, (span) => work(notesOf(span)));
    },
    whole: (name, attributes, work) =>
      timed(ground, { name, kind: SpanKind.CLIENT, attributes }, (span) => work(notesOf(span))),
    query(text, durationMs, hasFailed) {
      const parent = contexts.getStore();
      if (!parent) return;
      const endTime = performance.timeOrigin + performance.now();
      const name = (/^\w+/.exec(text)?.[0] ?? 'query').toUpperCase();
      const attributes = { 'db.system.name': system, 'db.query.text': text };
      const startTime = endTime - durationMs;
      const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes, startTime }, parent);
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endTime);
    },
  };
}

/** Loaded only where traces are wanted: it costs memory, and time at the start. */
export function startTracing(config: Pick<Config, 'traces' | 'data'>): Tracing {
  const { tracer, stop } = startExporting(config.traces);
  const ground: Ground = { tracer, contexts: new AsyncLocalStorage() };
  const system = config.data.databaseUrl.startsWith('sqlite:') ? 'sqlite' : 'postgresql';
  return {
    spans: spansOf(ground, system),
    addTo: (app) => traceRequests(app, ground),
    close: stop,
  };
}
