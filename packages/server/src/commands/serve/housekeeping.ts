import type { Log } from '#platform/log.ts';
import type { Services } from '../../app/build-services.ts';

const intervalMs = 60 * 60 * 1000;

export interface Housekeeping {
  stop(): void;
}

/**
 * Deletes what has expired, and accounts whose owners asked for that, once an hour. Several processes may do it on
 * one database: each row is deleted once. A failure waits for the next hour; requests do not depend on it.
 */
export function startHousekeeping(services: Pick<Services, 'prune'>, log: Log): Housekeeping {
  const run = async (): Promise<void> => {
    try {
      log.debug({ deleted: await services.prune() }, 'deleted what has expired');
    } catch (error) {
      log.warn({ err: error }, 'could not delete what has expired');
    }
  };
  const timer = setInterval(() => void run(), intervalMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
