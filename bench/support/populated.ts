import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { startPostgresServer } from '../../packages/testkit/src/postgres-server.ts';
import pg from 'pg';
import { password, signIn, startOstiary, type Installation } from './ostiary.ts';
import { population, roleCount, groupCount, type UserRange } from './population.ts';

export type Engine = 'sqlite' | 'postgres';

/** A running installation with so many users. */
export interface Populated {
  url: string;
  users: number;
  /** Lines imported in a second. */
  importedPerSecond: number;
  /** An access token of an administrator. */
  token: string;
  stop(): Promise<void>;
}

export const administrator = { email: 'root@bench.test', username: 'bench-root' };

interface Report {
  failed?: number;
  created?: number;
}

/** By hand rather than by `fetch`, which gives up on an answer that takes five minutes. */
async function sendLines(url: string, token: string, lines: Iterable<string>): Promise<Report> {
  const sending = request(`${url}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/jsonl' },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(lines), sending);
  const [response] = await answered;
  return JSON.parse(await text(response)) as Report;
}

/** Imports a part of the population; gives the lines taken in a second. */
export async function importRange(
  { url, token }: { url: string; token: string },
  range: UserRange,
  options?: { isAssigned: boolean },
): Promise<number> {
  const startedAt = performance.now();
  const report = await sendLines(url, token, population(range, options));
  const lines = range.to - range.from + (range.from === 0 ? roleCount + groupCount : 0);
  if (report.failed !== 0 || report.created !== lines) {
    throw new Error(`The import failed: ${JSON.stringify(report).slice(0, 500)}`);
  }
  return (lines * 1000) / (performance.now() - startedAt);
}

/** Imports the whole population; gives the lines taken in a second. */
export async function importAll(
  site: { url: string; token: string },
  users: number,
  options?: { isAssigned: boolean },
): Promise<number> {
  return importRange(site, { from: 0, to: users }, options);
}

export async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // What autovacuum would do within a minute.
  await client.query('vacuum analyze');
  await client.end();
}

async function populate(ostiary: Installation, users: number): Promise<Omit<Populated, 'stop'>> {
  const { access } = await signIn(ostiary.url, administrator.email);
  const importedPerSecond = await importAll({ url: ostiary.url, token: access }, users);
  return { url: ostiary.url, users, importedPerSecond, token: access };
}

/** Starts an installation of its own, on a database of its own, and imports the population. */
export async function startPopulated(engine: Engine, users: number): Promise<Populated> {
  const postgres = engine === 'postgres' ? await startPostgresServer() : undefined;
  const ostiary = await startOstiary({
    OSTIARY_ADMIN_EMAIL: administrator.email,
    OSTIARY_ADMIN_USERNAME: administrator.username,
    OSTIARY_ADMIN_PASSWORD: password,
    OSTIARY_ACCESS_TOKEN_LIFETIME: '6h',
    ...(postgres && { DATABASE_URL: postgres.url }),
  });
  const stop = async (): Promise<void> => {
    await ostiary.stop();
    await postgres?.stop();
  };
  try {
    const populated = await populate(ostiary, users);
    if (postgres) await settle(postgres.url);
    return { ...populated, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
