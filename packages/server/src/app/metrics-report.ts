import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Peers } from '#platform/processes/worker.ts';

/** What a scraper reads. */
export interface MetricsReport {
  contentType: string;
  text(): Promise<string>;
}

const topic = 'metrics';

/** A server is scraped as one: whichever worker is asked answers for all of them. */
export function createMetricsReport(registry: Registry, peers: Peers | undefined): MetricsReport {
  const { contentType } = registry;
  if (!peers) return { contentType, text: () => registry.metrics() };
  peers.answer(topic, () => registry.getMetricsAsJSON());
  return {
    contentType,
    async text() {
      const all = await peers.gather(topic);
      // What a worker said that had nothing to say is nothing.
      const known = all.filter((metrics) => Array.isArray(metrics));
      return AggregatorRegistry.aggregate(known as object[][]).metrics();
    },
  };
}
