import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgresServer, type PostgresServer } from './postgres-server.ts';
import { makeRunFolder } from './run-folder.ts';
import { fastTempFolder } from './temp-folders.ts';

/** What the test run tells its test files. */
export interface TestRun {
  /** Names what this run makes on a shared server. */
  id: string;
  /** Removed when the run ends. */
  directory: string;
  /** Answers with the URL of PostgreSQL, which the first question starts. */
  postgresAddress: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testRun: TestRun;
  }
}

function useExistingServer(url: string, runId: string): PostgresServer {
  return {
    url,
    pid: 0,
    async stop() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const left = await client.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [`ostiary_${runId}_`],
      );
      for (const { datname } of left.rows) await client.query(`drop database "${datname}" with (force)`);
      await client.end();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address to listen on');
  return `http://127.0.0.1:${address.port}/`;
}

/**
 * Vitest's global setup. PostgreSQL starts when a test file first asks for it, so that a run without
 * database tests does not wait for it; one server serves the whole run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const id = randomBytes(4).toString('hex');
  const directory = await makeRunFolder(await fastTempFolder());
  let postgres: Promise<PostgresServer> | undefined;
  const start = (): Promise<PostgresServer> => {
    const existing = process.env['TEST_DATABASE_URL'];
    return existing ? Promise.resolve(useExistingServer(existing, id)) : startPostgresServer();
  };
  const server = createServer((_request, response) => {
    postgres ??= start();
    postgres.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide('testRun', { id, directory, postgresAddress: await listen(server) });
  return async () => {
    server.close();
    server.closeAllConnections();
    await (await postgres?.catch(() => undefined))?.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
