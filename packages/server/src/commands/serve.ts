import type { FastifyInstance } from 'fastify';
import type { Config, Environment } from '#config';
import type { Log } from '#platform/log.ts';
import type { Services } from '../app/build-services.ts';
import { exitCodes, printError, printLine, type CommandIo, type ExitCode } from './command-io.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';
import { startHousekeeping } from './housekeeping.ts';
import { listenFailure } from './listen-failure.ts';
import { loadWithSettings } from './load-or-fail.ts';
import { requireMailTemplates } from './mail-templates.ts';

/** What a request in flight has to finish in. */
const shutdownDeadlineMs = 10_000;
const idleSweepMs = 50;

/** Serves until the process is asked to stop, then finishes what it has begun. */
export async function serve(io: CommandIo, overrides: Environment = {}): Promise<ExitCode> {
  const { config, settings } = loadWithSettings(io, overrides);
  await requireMailTemplates(config);
  const stopped = io.untilStopped();
  const [{ createLog }, { buildServices }] = await Promise.all([
    import('#platform/log.ts'),
    import('../app/build-services.ts'),
  ]);
  const log = createLog(config.server.logLevel);
  const services = await buildServices({
    config,
    settings,
    onBackgroundError: (error) => log.error({ err: error }, 'something failed in the background'),
    print: (line) => printLine(io, line),
  });
  try {
    const app = await start({ io, config, services, log });
    services.logouts.start();
    services.webhooks.start();
    services.mail.start();
    services.statistics.start();
    services.ownAccounts.requests.start();
    const housekeeping = startHousekeeping(services, log);
    await stopped;
    housekeeping.stop();
    log.info('stopping: finishing what was begun');
    await closeWithin(app, shutdownDeadlineMs);
  } finally {
    await services.close();
  }
  return exitCodes.ok;
}

interface Parts {
  io: CommandIo;
  config: Config;
  services: Services;
  log: Log;
}

async function start(parts: Parts): Promise<FastifyInstance> {
  const { io, config, services, log } = parts;
  const applied = await services.prepare();
  if (applied.length > 0) log.info({ migrations: applied }, 'brought the database up to date');
  await ensureFirstAdministrator(io, config, services);
  const { buildApp } = await import('../app/build-app.ts');
  const app = await buildApp({ config, services, log });
  try {
    await app.listen({ host: config.server.host, port: config.server.port });
  } catch (error) {
    await app.close();
    throw listenFailure(error, config);
  }
  // Only now: a second server on a taken port must not make the first one's link void.
  await announce(parts);
  return app;
}

async function announce({ io, config, services }: Parts): Promise<void> {
  const { url } = config.server;
  const setUpToken = await services.account.offerSetUp();
  printLine(io, `Ostiary is ready at ${url}`);
  printLine(io, `  Data:           ${services.database.location}`);
  printLine(io, `  API reference:  ${url}/docs`);
  if (setUpToken === null) return;
  printLine(io, `  Create the first administrator, once, within a day:`);
  printLine(io, `  ${url}/setup?token=${setUpToken}`);
  if (config.isProduction) printError(io, 'There is no administrator yet: whoever has this link becomes it.');
}

/** Stops accepting, waits for requests in flight, and cuts those that take longer. */
async function closeWithin(app: FastifyInstance, deadlineMs: number): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), deadlineMs);
  // A connection that was kept alive for a request in flight is idle only after its answer.
  const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweepMs);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
    clearInterval(sweep);
  }
}
