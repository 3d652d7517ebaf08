import type { Signals } from './database.ts';

/** For a database that tells nothing. */
export const noSignals: Signals = {
  listen: () => () => undefined,
  isLive: () => false,
  start: () => undefined,
};
