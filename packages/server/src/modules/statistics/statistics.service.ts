import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { AppError } from '#platform/errors.ts';
import { createPeriodicJob } from '#platform/jobs/periodic-job.ts';
import { spanOf, stepMs, toStatistics } from './statistics.rules.ts';
import { addCounts, deleteCountsBefore, listCounts } from './statistics.store.ts';
import type { StatisticsService } from './statistics.types.ts';
import { createUsageCounter } from './usage-counter.ts';

export interface StatisticsDeps {
  database: Database;
  clock: Clock;
  /** Told when what was counted could not be written down; it is tried again. */
  onBackgroundError?: (error: unknown) => void;
}

const everyMs = 5_000;
const stopWithinMs = 5_000;
const keepMs = 400 * stepMs.day;

/** What happens how often. */
export function createStatisticsService(deps: StatisticsDeps): StatisticsService {
  const { database, clock, onBackgroundError: onError = () => undefined } = deps;
  const counter = createUsageCounter(clock);
  const flushOnce = async (): Promise<void> => {
    const rows = counter.take();
    if (rows.length === 0) return;
    try {
      await database.write((tx) => addCounts(tx, rows));
    } catch (error) {
      counter.putBack(rows);
      throw error;
    }
  };
  let underWay: Promise<void> = Promise.resolve();
  // One after the other: whoever reads afterwards also waits for what another one has taken to write down.
  const flush = (): Promise<void> => {
    const next = underWay.then(flushOnce);
    underWay = next.catch(() => undefined);
    return next;
  };
  const job = createPeriodicJob({ run: flush, everyMs, wakeDelayMs: everyMs, stopWithinMs, onError });
  return {
    count: (name) => counter.count(name),
    totals: () => counter.totals(),
    flush,
    async read(query) {
      const span = spanOf(query);
      if (!span) {
        const message = 'must be after `from`, by no more than what one answer can hold.';
        throw new AppError('request.invalid', { fields: [{ path: 'to', message }] });
      }
      await flush();
      const rows = await listCounts(database.db, { ...span, stepMs: stepMs[query.step] });
      return toStatistics(rows, { ...span, step: query.step });
    },
    start: () => job.start(),
    async stop() {
      await job.stop();
      await flush().catch(onError);
    },
    prune: (tx, now) => deleteCountsBefore(tx, now - keepMs),
  };
}
