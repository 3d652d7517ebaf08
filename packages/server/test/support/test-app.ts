import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, type FakeClock } from '@ostiary/testkit';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#app/build-app.ts';
import { buildServices, type Services } from '#app/build-services.ts';
import { loadConfig, type Config } from '#config';
import type { Fetch } from '#platform/http/outbound.ts';
import { createLog, type Log } from '#platform/log.ts';
import { watchingAnswers } from './declared-answers.ts';

export interface TestApp {
  app: FastifyInstance;
  services: Services;
  config: Config;
  clock: FakeClock;
  close(): Promise<void>;
}

const cheapAndCalm = {
  OSTIARY_RATE_LIMITS: 'off',
  OSTIARY_ARGON2_MEMORY: '1024',
  OSTIARY_ARGON2_PASSES: '1',
  OSTIARY_HASH_WORKERS: '1',
  // Test machines stall for seconds; only tests of the deadline itself want it short.
  OSTIARY_HASH_DEADLINE: '60s',
  OSTIARY_LOG_LEVEL: 'silent',
};

/**
 * The whole service on a fresh SQLite file, with cheap hashes, a clock that stands and no limits. `log`
 * takes what it would write. `close` fails when an answer of the management API was not as its route
 * declares it.
 */
export async function testApp(
  env: Record<string, string> = {},
  log?: Log,
  { clock = fakeClock(), fetch }: { clock?: FakeClock; fetch?: Fetch | undefined } = {},
): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-app-'));
  const { config, settings, problems } = loadConfig({
    env: { ...cheapAndCalm, OSTIARY_DATA_DIR: directory, ...env },
    cwd: directory,
  });
  if (!config) throw new Error(problems.map(({ message }) => message).join('\n'));
  const services = await buildServices({
    ...{ config, settings, clock, fetch, isEphemeral: true },
    ...(log && {
      onBackgroundError: (error) => log.error({ err: error }, 'something failed in the background'),
    }),
  });
  await services.prepare();
  const { app, faults } = await watchingAnswers(() =>
    buildApp({ config, services, log: log ?? createLog(config.server.logLevel) }),
  );
  await app.ready();
  return {
    app,
    services,
    config,
    clock,
    async close() {
      await app.close();
      await services.close();
      await rm(directory, { recursive: true, force: true });
      if (faults.size > 0) throw new Error(`Answers that no declaration covers:\n${[...faults].join('\n')}`);
    },
  };
}
