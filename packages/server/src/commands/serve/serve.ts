import type { Environment } from '#config';
import { isWorker } from '#platform/processes/worker.ts';
import type { CommandIo, ExitCode } from '../command-io.ts';
import { loadWithSettings } from '../load-or-fail.ts';

/**
 * Serves until the process is asked to stop, then finishes what it has begun. With more than one worker this process
 * only looks after them: each is this same command, in a process of its own.
 */
export async function serve(io: CommandIo, overrides: Environment = {}): Promise<ExitCode> {
  const loaded = loadWithSettings(io, overrides, { isQuiet: isWorker });
  if (loaded.config.server.workers > 1 && !isWorker) {
    const { supervise } = await import('./supervise.ts');
    return supervise(io, loaded.config);
  }
  const { serveHere } = await import('./serve-here.ts');
  return serveHere(io, loaded);
}
