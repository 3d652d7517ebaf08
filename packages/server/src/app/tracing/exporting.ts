import type { Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import server from '../../../package.json' with { type: 'json' };
import type { Config } from '#config';

/** A collector is near. What it does not take is lost, and nobody waits for it: not even a process that ends. */
const sendWithinMs = 3_000;

/** `name=value,other=value`, each percent-encoded (OTLP exporter specification, as W3C Baggage). */
function headersOf(text: string | null): Record<string, string> {
  const pairs = (text ?? '').split(',').flatMap((pair): [string, string][] => {
    const [name = '', ...value] = pair.split('=');
    return name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]];
  });
  return Object.fromEntries(pairs);
}

/**
 * OTLP by HTTP, with what OpenTelemetry's own settings say. Which requests are traced is decided here and not by who
 * sends them, which may be anybody.
 */
export function startExporting(traces: Config['traces']): { tracer: Tracer; stop(): Promise<void> } {
  const exporter = new OTLPTraceExporter({
    url: `${traces.endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: headersOf(traces.headers),
    timeoutMillis: sendWithinMs,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': traces.serviceName,
      'service.version': server.version,
    }),
    sampler: new TraceIdRatioBasedSampler(traces.percent / 100),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  return {
    tracer: provider.getTracer('ostiary', server.version),
    async stop() {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, sendWithinMs);
      // A collector that is away keeps nobody from stopping.
      await Promise.race([provider.shutdown().catch(() => undefined), late.promise]);
      clearTimeout(timer);
    },
  };
}
