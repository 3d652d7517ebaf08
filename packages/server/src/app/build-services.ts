import type { Config, ShownSetting } from '#config';
import { systemClock, type Clock } from '#platform/clock.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import { createBackfillService, type BackfillService } from '#platform/db/backfill-service.ts';
import { openDatabase } from '#platform/db/database.ts';
import { pruneInSlices } from '#platform/db/pruning.ts';
import type { AutomaticBackup } from '#platform/db/sqlite/automatic-backup.ts';
import { bringUpToDate, type UpToDate } from './upgrades/bring-up-to-date.ts';
import { noSpans } from '#platform/tracing/spans.ts';
import { tracedDatabase } from '#platform/tracing/traced-database.ts';
import type { Tracing } from './tracing/tracing.ts';
import { wireServices, type WiredServices } from './wire-services.ts';

/** Everything Ostiary can do, without HTTP: what the app and the command line stand on. */
export interface Services extends WiredServices {
  /**
   * Applies pending migrations, having kept the database as it was, then makes what every installation has: roles and
   * a signing key. Told how far that copy is.
   */
  prepare(onProgress?: AutomaticBackup['onProgress']): Promise<UpToDate>;
  /** Fills in what migrations have made room for. */
  backfills: BackfillService;
  /** Deletes what has expired; returns how many rows each module deleted. */
  prune(): Promise<Record<string, number>>;
  /** The configuration as people may see it. */
  settings: readonly ShownSetting[];
  /** Undefined where nobody wants traces. */
  tracing: Tracing | undefined;
  close(): Promise<void>;
}

export interface ServicesOptions {
  config: Config;
  /** The same as people may see it; without it there is nothing to see. */
  settings?: readonly ShownSetting[];
  clock?: Clock;
  /** Told of failures that no request sees: idle connections, and when something was last used. */
  onBackgroundError?: (error: unknown) => void;
  /** Told the links of mails that a server under development does not send. */
  print?: ((line: string) => void) | undefined;
  /** Replaces how addresses that clients name are fetched. For tests only. */
  fetch?: Fetch | undefined;
  /** Trades durability for speed on SQLite. For tests only. */
  isEphemeral?: boolean;
}

const ignore = (): void => undefined;

async function openTracing(config: Config): Promise<Tracing | undefined> {
  if (config.traces.exporter === 'off') return undefined;
  const { startTracing } = await import('./tracing/tracing.ts');
  return startTracing(config);
}

export async function buildServices(options: ServicesOptions): Promise<Services> {
  const { config, clock = systemClock, onBackgroundError = ignore } = options;
  const tracing = await openTracing(config);
  const opened = await openDatabase({
    url: config.data.databaseUrl,
    poolSize: config.data.poolSize,
    pooling: config.data.pooling,
    isEphemeral: options.isEphemeral ?? false,
    onIdleError: onBackgroundError,
    onQuery: tracing?.spans.query,
  });
  const database = tracing ? tracedDatabase(opened, tracing.spans) : opened;
  const spans = tracing?.spans ?? noSpans;
  const { fetch, print } = options;
  const wired = wireServices({ config, database, clock, spans, onBackgroundError, fetch, print });
  const backfills = createBackfillService({ database, clock, onBackgroundError });
  return {
    ...wired,
    tracing,
    settings: options.settings ?? [],
    async prepare(onProgress) {
      const upToDate = await bringUpToDate({ config, database, clock, onProgress });
      await wired.access.ensureBuiltinRoles();
      await wired.keys.ensureKey();
      return upToDate;
    },
    backfills,
    prune: () => prune(wired),
    async close() {
      await backfills.stop();
      await wired.ownAccounts.requests.stop();
      await wired.mail.stop();
      await wired.logouts.stop();
      await wired.webhooks.stop();
      await wired.passwords.close();
      await wired.statistics.stop();
      await database.close();
      await tracing?.close();
    },
  };
}

async function prune(services: WiredServices): Promise<Record<string, number>> {
  const { keys, access, applications, sessions, tokens, oauth } = services;
  const { account, events, idempotency, limits, mail, mfa, signIn, statistics, transfer, webhooks } =
    services;
  const { predecessor } = services;
  const pruned = {
    keys,
    access,
    applications,
    limits,
    mail,
    mfa,
    signIn,
    services: services.services,
    sessions,
    tokens,
    oauth,
    predecessor,
    account,
    events,
    idempotency,
    statistics,
    transfer,
    webhooks,
  };
  const counts: Record<string, number> = { dueDeletions: await services.ownAccounts.deletion.deleteDue() };
  for (const [name, service] of Object.entries(pruned)) {
    counts[name] = await pruneInSlices(services.database, (tx) => service.prune(tx, services.clock.nowMs()));
  }
  return counts;
}
