import type { Config } from '#config';
import { createLog } from '#platform/log.ts';
import { Supervisor } from '#platform/processes/supervisor.ts';
import { exitCodes, type CommandIo, type ExitCode } from '../command-io.ts';
import { shutdownDeadlineMs } from './shutting-down.ts';

/** What a worker needs to end after its requests have. */
const reserveMs = 15_000;

/** Looks after the workers until the process is asked to stop. What keeps the first from starting, it says itself. */
export async function supervise(io: CommandIo, { server }: Config): Promise<ExitCode> {
  const stopped = io.untilStopped();
  const log = createLog(server.logLevel);
  const endWithinMs = server.drainSeconds * 1000 + shutdownDeadlineMs + reserveMs;
  const supervisor = new Supervisor({ workers: server.workers, log, endWithinMs });
  io.onReload(() => void supervisor.restart());
  const started = supervisor.start();
  const hasFailed = await Promise.race([stopped.then(() => false), started.then((isServing) => !isServing)]);
  if (!hasFailed) await stopped;
  await supervisor.stop();
  return hasFailed ? exitCodes.failed : exitCodes.ok;
}
