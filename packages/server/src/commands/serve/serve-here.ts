import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import type { Log } from '#platform/log.ts';
import { createPeers, isFirst, untilRetired } from '#platform/processes/worker.ts';
import type { Leaving } from '../../app/build-app.ts';
import type { Services } from '../../app/build-services.ts';
import { exitCodes, printError, printLine, type CommandIo, type ExitCode } from '../command-io.ts';
import { ensureFirstAdministrator } from '../first-administrator.ts';
import { listenFailure } from '../listen-failure.ts';
import type { Loaded } from '../load-or-fail.ts';
import { requireMailTemplates } from '../mail-templates.ts';
import { startHousekeeping } from './housekeeping.ts';
import { shutDown } from './shutting-down.ts';

/** Serves in this process: the only one, or one of several workers. */
export async function serveHere(io: CommandIo, { config, settings }: Loaded): Promise<ExitCode> {
  await requireMailTemplates(config);
  const replaced = untilRetired().then(() => true);
  const stopped = io.untilStopped().then(() => false);
  // Workers are replaced one by one; alone there is nobody who would go on.
  io.onReload(() => undefined);
  const [{ createLog }, { buildServices }] = await Promise.all([
    import('#platform/log.ts'),
    import('../../app/build-services.ts'),
  ]);
  const log = createLog(config.server.logLevel);
  const services = await buildServices({
    config,
    settings,
    onBackgroundError: (error) => log.error({ err: error }, 'something failed in the background'),
    print: (line) => printLine(io, line),
  });
  const leaving = { isLeaving: false, isStopping: false };
  try {
    const app = await start({ io, config, services, log, leaving });
    services.database.signals.start();
    services.logouts.start();
    services.webhooks.start();
    services.mail.start();
    services.statistics.start();
    services.backfills.start((backfill, rows) => log.info({ backfill, rows }, 'filled in every row'));
    services.ownAccounts.requests.start();
    const housekeeping = startHousekeeping(services, log);
    const isReplaced = await Promise.race([stopped, replaced]);
    housekeeping.stop();
    log.info('stopping: finishing what was begun');
    await shutDown({ app, leaving, isReplaced, drainSeconds: config.server.drainSeconds });
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
  leaving: Leaving;
}

async function start(parts: Parts): Promise<FastifyInstance> {
  const { io, config, services, log, leaving } = parts;
  const { applied, backup } = await services.prepare();
  if (applied.length > 0) log.info({ migrations: applied, backup }, 'brought the database up to date');
  await ensureFirstAdministrator(io, config, services);
  const { buildApp } = await import('../../app/build-app.ts');
  const app = await buildApp({ config, services, log, leaving, peers: createPeers() });
  try {
    await app.listen({ host: config.server.host, port: config.server.port });
  } catch (error) {
    await app.close();
    throw listenFailure(error, config);
  }
  // Only now: a second server on a taken port must not make the first one's link void.
  if (isFirst) await announce(parts);
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
