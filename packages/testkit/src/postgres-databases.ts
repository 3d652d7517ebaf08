import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '@ostiary/server/src/platform/db/database.ts';

/** Any number, as long as everybody who makes a template uses the same. */
const templateLock = 6_178_431;
const objectInUse = '55006';
const migrationsFolder = new URL('../../server/migrations/', import.meta.url);

let serverUrl: Promise<string> | undefined;

async function askForServer(): Promise<string> {
  const response = await fetch(inject('testRun').postgresAddress);
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdministrator<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Changes with the migrations, so that a watching run does not go on with an old schema. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.ts'));
  for (const name of names.sort()) {
    hash.update(name).update(await readFile(new URL(name, migrationsFolder)));
  }
  return `ostiary_${inject('testRun').id}_template_${hash.digest('hex').slice(0, 12)}`;
}

async function buildTemplate(client: pg.Client, server: string, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists "${unfinished}" with (force)`);
  await client.query(`create database "${unfinished}"`);
  const database = await openDatabase({ url: databaseUrl(server, unfinished), poolSize: 2 });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
  await whenNotInUse(() => client.query(`alter database "${unfinished}" rename to "${name}"`));
}

/** A connection that was closed is still there for a moment. */
async function whenNotInUse(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== objectInUse || attempt > 100) throw error;
      await sleep(20);
    }
  }
}

async function ensureTemplate(client: pg.Client, server: string): Promise<string> {
  const name = await templateName();
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await buildTemplate(client, server, name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
  return name;
}

/** Starts the run's PostgreSQL and makes its migrated template, so that no test waits for either. */
export async function preparePostgres(): Promise<void> {
  const server = await (serverUrl ??= askForServer());
  await asAdministrator(server, (client) => ensureTemplate(client, server));
}

export interface FreshDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own on the run's PostgreSQL: empty, or a copy of a migrated template. */
export async function createPostgresDatabase(isMigrated: boolean): Promise<FreshDatabase> {
  const server = await (serverUrl ??= askForServer());
  const name = `ostiary_${inject('testRun').id}_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, async (client) => {
    const template = isMigrated ? await ensureTemplate(client, server) : 'template1';
    // Copying files measured quicker than writing each page to the log.
    const create = `create database "${name}" template "${template}" strategy file_copy`;
    await whenNotInUse(() => client.query(create));
  });
  return {
    url: databaseUrl(server, name),
    drop: () =>
      asAdministrator(server, async (client) => {
        await client.query(`drop database if exists "${name}" with (force)`);
      }),
  };
}
