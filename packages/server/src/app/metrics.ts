import type { FastifyInstance } from 'fastify';
import { usageNames, type UsageName } from '@ostiary/contract';
import type { StatisticsService } from '#modules/statistics';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface UsageMetric {
  name: string;
  help: string;
  label: string;
  /** Of the names that are counted, those that begin so; what follows is the value of the label. */
  prefix: string;
}

const usageMetrics: readonly UsageMetric[] = [
  { name: 'sign_ins', help: 'Sign-ins, by how they ended.', label: 'result', prefix: 'sign_in.' },
  {
    name: 'sign_ups',
    help: 'Accounts that people made for themselves.',
    label: 'result',
    prefix: 'sign_up.',
  },
  { name: 'tokens_issued', help: 'Tokens issued, by kind.', label: 'kind', prefix: 'token.' },
  { name: 'mails', help: 'Mails handed over and given up.', label: 'result', prefix: 'mail.' },
  {
    name: 'webhook_events',
    help: 'Events delivered to webhooks, and given up.',
    label: 'result',
    prefix: 'webhook.',
  },
  { name: 'refreshes_refused', help: 'Used tokens presented again.', label: 'reason', prefix: 'refresh.' },
  { name: 'passwords_changed', help: 'Passwords set by mail.', label: 'way', prefix: 'password.' },
];

/** Asked about is not issued. */
const verified = 'token.verified' satisfies UsageName;

/** What this process has counted, read when it is scraped: nothing is added to the ways that count. */
function addUsage(registry: Registry, usage: Pick<StatisticsService, 'totals'>): void {
  const registers = [registry];
  for (const { name, help, label, prefix } of usageMetrics) {
    const names = usageNames.filter((each) => each.startsWith(prefix) && each !== verified);
    new Counter({
      ...{ name: `ostiary_${name}_total`, help, labelNames: [label], registers },
      collect() {
        this.reset();
        for (const each of names)
          this.inc({ [label]: each.slice(prefix.length) }, usage.totals().get(each) ?? 0);
      },
    });
  }
  new Counter({
    ...{ name: 'ostiary_tokens_verified_total', help: 'Tokens that were asked about.', registers },
    collect() {
      this.reset();
      this.inc(usage.totals().get(verified) ?? 0);
    },
  });
}

/** Counts and times every request by route, never by path, so that the number of series is bounded. */
export function addMetrics(app: FastifyInstance, usage: Pick<StatisticsService, 'totals'>): Registry {
  const registry = new Registry();
  // Its timer would wake an idle process a hundred times a second by default.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
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
  addUsage(registry, usage);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requests.inc({ method: request.method, route, status: reply.statusCode });
    durations.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
  return registry;
}
