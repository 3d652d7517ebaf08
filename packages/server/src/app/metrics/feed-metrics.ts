import { Gauge, type Registry } from 'prom-client';
import type { FeedService } from '#modules/feed';
import { SpreadHistogram } from './spread-histogram.ts';

/** How soon client services are told what happened. */
export function addFeedMetrics(registry: Registry, feed: Pick<FeedService, 'figures'>): void {
  const registers = [registry];
  new Gauge({
    name: 'ostiary_feed_streams',
    help: 'Client services that follow the feed at this moment: streams, waiting requests and snapshots.',
    registers,
    collect() {
      this.set(feed.figures().streams);
    },
  });
  new Gauge({
    name: 'ostiary_feed_lag_seconds',
    help: 'Since when not everything that was committed has been told; a fraction of a second while all is well.',
    // As the worker that is furthest behind.
    ...{ registers, aggregator: 'max' },
    collect() {
      this.set(feed.figures().lagSeconds);
    },
  });
  new SpreadHistogram({
    name: 'ostiary_feed_delay_seconds',
    help: 'Time from an event to the telling of it.',
    registers,
    read: () => new Map([['', feed.figures().delays]]),
  });
}
