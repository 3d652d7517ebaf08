import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresServer, type PostgresServer } from '../../packages/testkit/src/postgres-server.ts';
import type { OauthClient } from './oauth-server.ts';
import type { Engine } from './populated.ts';
import { canPin, loadCores, pinTree } from './processes.ts';

/** What outlives a server that is started again: its data, durable on disk, and its master key. */
export interface Store {
  engine: Engine;
  directory: string;
  masterKey: string;
  postgres: PostgresServer | undefined;
  /** Settings of a server on it. */
  env: Record<string, string>;
  /** As registered by the first server. */
  client?: OauthClient;
  close(): Promise<void>;
}

/** PostgreSQL computes beside the load, so that the core of the server is the server's alone. */
export async function createStore(engine: Engine): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-bench-'));
  const postgres = engine === 'postgres' ? await startPostgresServer({ isDurable: true }) : undefined;
  if (postgres && canPin) pinTree(postgres.pid, loadCores);
  const masterKey = 'a master key for nothing but benchmarks';
  return {
    engine,
    directory,
    masterKey,
    postgres,
    env: {
      OSTIARY_DATA_DIR: directory,
      OSTIARY_SECRET: masterKey,
      ...(postgres && { DATABASE_URL: postgres.url }),
    },
    async close() {
      await postgres?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
