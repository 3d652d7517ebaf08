import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Services } from './build-services.ts';
import { addDatabaseMetrics } from './metrics/database-metrics.ts';
import { addFeedMetrics } from './metrics/feed-metrics.ts';
import { addHashingMetrics } from './metrics/hashing-metrics.ts';
import { addOutboxMetrics } from './metrics/outbox-metrics.ts';
import { addProcessMetrics } from './metrics/process-metrics.ts';
import { addUsageMetrics } from './metrics/usage-metrics.ts';

const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Counts and times every request by route, never by path, so that the number of series is bounded. */
function addRequestMetrics(app: FastifyInstance, registry: Registry): void {
  const requests = new Counter({
    name: 'ostiary_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'ostiary_http_request_duration_seconds',
    help: 'Time from the last byte of the request head to the end of the answer.',
    labelNames: ['route'],
    buckets: durationBuckets,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requests.inc({ method: request.method, route, status: reply.statusCode });
    durations.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
}

type Measured = Pick<Services, 'database' | 'feed' | 'logouts' | 'mail' | 'passwords' | 'statistics'>;

/**
 * What this process has counted, for Prometheus. Every metric can be added up over processes, or says by its
 * aggregator how it is put together otherwise.
 */
export function addMetrics(app: FastifyInstance, services: Measured): Registry {
  const registry = new Registry();
  const stopMeasuring = addProcessMetrics(registry);
  addRequestMetrics(app, registry);
  addUsageMetrics(registry, services.statistics);
  addHashingMetrics(registry, services.passwords);
  addDatabaseMetrics(registry, services.database);
  addFeedMetrics(registry, services.feed);
  addOutboxMetrics(registry, services);
  app.addHook('onClose', async () => stopMeasuring());
  return registry;
}
