import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, type Registry } from 'prom-client';
import server from '../../../package.json' with { type: 'json' };
import { createSpread, waitBounds } from '#platform/spread.ts';
import { SpreadHistogram } from './spread-histogram.ts';

const sampleMs = 100;

/**
 * What prom-client has of it counts the pause between two looks as delay, begins anew at each scrape, and cannot be
 * added up over processes.
 */
const misleading = ['', '_min', '_max', '_mean', '_stddev', '_p50', '_p90', '_p99'].map(
  (which) => `nodejs_eventloop_lag${which}_seconds`,
);
/** Of what it starts for them. */
const hardlyEverMs = 3_600_000;

/** How late a timer is, ten times a second. Returns what ends it. */
function watchEventLoop(registry: Registry): () => void {
  const delays = createSpread(waitBounds);
  let dueAt = performance.now() + sampleMs;
  const timer = setInterval(() => {
    const now = performance.now();
    delays.observe(Math.max(0, now - dueAt) / 1000);
    dueAt = now + sampleMs;
  }, sampleMs).unref();
  new SpreadHistogram({
    name: 'ostiary_event_loop_delay_seconds',
    help: 'How much later than due the event loop comes to something, looked at ten times a second.',
    registers: [registry],
    read: () => new Map([['', delays.read()]]),
  });
  return () => clearInterval(timer);
}

/** Figures of the process. Returns what ends the measuring. */
export function addProcessMetrics(registry: Registry): () => void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: hardlyEverMs });
  for (const name of misleading) registry.removeSingleMetric(name);
  new Counter({
    name: 'ostiary_event_loop_busy_seconds_total',
    help: 'Time in which the event loop had something to do: its rate is how much of a core it uses.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(performance.eventLoopUtilization().active / 1000);
    },
  });
  new Gauge({
    name: 'ostiary_build_info',
    help: 'Which version runs on which Node; always 1.',
    ...{ labelNames: ['version', 'node'], registers: [registry], aggregator: 'first' },
    collect() {
      this.set({ version: server.version, node: process.versions.node }, 1);
    },
  });
  return watchEventLoop(registry);
}
