import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** What a request in flight has to finish in. */
export const shutdownDeadlineMs = 10_000;
const idleSweepMs = 50;
/** Time enough for whoever keeps a connection alive to be told, with an answer, that it ends. */
const retireMs = 1_000;

export interface ShutDown {
  app: FastifyInstance;
  leaving: { isLeaving: boolean; isStopping: boolean };
  /** Another worker goes on in its place, on the same port. */
  isReplaced: boolean;
  drainSeconds: number;
}

/**
 * Lets those in front of it turn elsewhere, then stops accepting, waits for requests in flight, and cuts those that
 * take longer.
 */
export async function shutDown({ app, leaving, isReplaced, drainSeconds }: ShutDown): Promise<void> {
  leaving.isLeaving = true;
  // A load balancer that hears of a worker which is replaced would turn away from all of them.
  leaving.isStopping = !isReplaced;
  await sleep(isReplaced ? retireMs : drainSeconds * 1000);
  const deadline = setTimeout(() => app.server.closeAllConnections(), shutdownDeadlineMs);
  // A connection that was kept alive for a request in flight is idle only after its answer.
  const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweepMs);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
    clearInterval(sweep);
  }
}
