import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgresServer } from '../../../packages/testkit/src/postgres-server.ts';
import { allCores, startServer, type Running } from '../../support/processes.ts';
import { calendarVariable, type Calendar } from '../calendar.ts';
import { accessSeconds, lifetimeSettings } from '../deeds/lifetimes.ts';
import { startMailReceiver, startWebhookReceiver, type Receiver } from './receivers.ts';
import { password } from './world.ts';

export type Engine = 'postgres' | 'sqlite';

export const administrator = { email: 'root@soak.test', username: 'soak-root' };
const ostiaryBin = fileURLToPath(new URL('../../../packages/server/bin/ostiary.mjs', import.meta.url));
const clientService = fileURLToPath(new URL('client-service.ts', import.meta.url));
const preload = new URL('../calendar-preload.ts', import.meta.url).href;
const workers = 2;

export interface Installation {
  server: Running;
  /** `postgres://…`, or the path of the SQLite file. */
  database: string;
  /** For the command line beside the server. */
  env: Record<string, string>;
  mails: Receiver;
  webhooks: Awaited<ReturnType<typeof startWebhookReceiver>>;
  startService(settings: { audience: string; key: string }): Promise<Running>;
  stop(): Promise<void>;
}

/** Every process that is told of it lives by the calendar. */
function byCalendar(calendar: Calendar): Record<string, string> {
  const options = [process.env['NODE_OPTIONS'], `--import=${preload}`].filter(Boolean).join(' ');
  return { NODE_OPTIONS: options, [calendarVariable]: JSON.stringify(calendar) };
}

/** Settings of the soak; everything else is as it comes. */
export const soakSettings = {
  OSTIARY_WORKERS: String(workers),
  OSTIARY_LOG_LEVEL: 'warn',
  // Everybody has an address of their own, as behind a proxy.
  OSTIARY_TRUSTED_PROXIES: '127.0.0.1',
  ...lifetimeSettings,
};

class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add<T extends { stop?(): Promise<unknown>; close?(): Promise<unknown> }>(thing: T): T {
    this.#steps.push(async () => (thing.stop ? thing.stop() : thing.close?.()));
    return thing;
  }

  async run(): Promise<void> {
    for (const step of this.#steps.reverse()) await step();
    this.#steps.length = 0;
  }
}

async function startParts(engine: Engine, calendar: Calendar, undo: Undo): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-soak-'));
  undo.add({ stop: () => rm(directory, { recursive: true, force: true }) });
  const postgres = engine === 'postgres' ? undo.add(await startPostgresServer()) : undefined;
  const mails = undo.add(await startMailReceiver());
  const webhooks = undo.add(await startWebhookReceiver());
  const env = {
    ...byCalendar(calendar),
    ...soakSettings,
    OSTIARY_DATA_DIR: directory,
    OSTIARY_SMTP_URL: mails.url,
    OSTIARY_ADMIN_EMAIL: administrator.email,
    OSTIARY_ADMIN_USERNAME: administrator.username,
    OSTIARY_ADMIN_PASSWORD: password,
    ...(postgres && { DATABASE_URL: postgres.url }),
  };
  const server = undo.add(
    await startServer({ args: [ostiaryBin, 'serve'], env, readyPath: '/healthz', cores: allCores }),
  );
  return {
    server,
    database: postgres?.url ?? join(directory, 'ostiary.sqlite'),
    env: { ...env, OSTIARY_URL: server.url },
    mails,
    webhooks,
    startService: async ({ audience, key }) =>
      undo.add(
        await startServer({
          args: [clientService],
          env: {
            ...byCalendar(calendar),
            SOAK_OSTIARY_URL: server.url,
            SOAK_AUDIENCE: audience,
            SOAK_SERVICE_KEY: key,
            SOAK_LONGEST_TOKEN_SECONDS: String(accessSeconds),
          },
          readyPath: '/figures',
          cores: allCores,
        }),
      ),
    stop: () => undo.run(),
  };
}

/** Ostiary with two workers, a database, a mail server and a receiver of webhooks, all of its own. */
export async function startInstallation(engine: Engine, calendar: Calendar): Promise<Installation> {
  const undo = new Undo();
  try {
    return await startParts(engine, calendar, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}
