import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { OperatorError } from '../../operator-error.ts';
import { migrateToLatest } from '../migrations.ts';
import { numberTypes } from '../postgres/postgres-database.ts';
import type { Tables } from '../schema.ts';
import { readPostgresRecord, writePostgresRecord, type MoveRecord } from './move-record.ts';

const connectTimeoutMs = 10_000;

function connectionOf(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'ostiary move',
    keepAlive: true,
    types: numberTypes,
  };
}

/** The one connection of a move. Errors: OperatorError when there is none, or another move has it. */
export async function connectTarget(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionOf(url));
  // Whoever asks something of a connection that is gone is told.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    throw new OperatorError(`The target cannot be reached: ${reason}.`, {
      cause: error,
      hint: 'Check --to: postgres://user@host:5432/database. The password may be in PGPASSWORD.',
    });
  }
  const { rows } = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_lock(hashtext('ostiary move')) as mine`,
  );
  if (rows[0]?.mine === true) return client;
  await client.end();
  throw new OperatorError('Another move to this target is running.', { hint: 'Wait until it has ended.' });
}

export interface TargetFacts {
  version: string;
  record: MoveRecord | null;
}

/** What the target is. Errors: OperatorError when it is not fit to be moved to. */
export async function examineTarget(client: pg.Client, source: MoveRecord | null): Promise<TargetFacts> {
  const { rows } = await client.query<{ version: string; encoding: string; may: boolean; tables: number }>(`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as may,
      (select count(*) from pg_class where relnamespace = current_schema()::regnamespace
        and relkind in ('r', 'p', 'v', 'm', 'S', 'f'))::int as tables`);
  const [facts] = rows;
  if (!facts) throw new Error('The target said nothing about itself.');
  const refuse = (message: string, hint: string): never => {
    throw new OperatorError(message, { hint });
  };
  if (facts.encoding !== 'UTF8') {
    refuse(`The target holds text as ${facts.encoding}.`, 'Create it with: create database … encoding UTF8');
  }
  if (!facts.may) refuse('This user may create no tables in the target.', 'Let it own the database.');
  const record = await readPostgresRecord(client);
  if (record?.state === 'served') {
    refuse('The target is in use already; nothing was done.', 'Move to another, empty database.');
  }
  const isOurs = record !== null && record.id === source?.id;
  if (facts.tables > 0 && !isOurs) {
    refuse('The target is not empty; nothing was done.', 'Move to a database of its own: createdb ostiary');
  }
  return { version: facts.version, record };
}

/** Its tables, and the row that says to everybody else that it is not to be used yet. */
export async function prepareTarget(client: pg.Client, url: string, record: MoveRecord): Promise<void> {
  await client.query('begin');
  await writePostgresRecord(client, record);
  await client.query('commit');
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ ...connectionOf(url), max: 1 }) }),
  });
  try {
    await migrateToLatest(db);
  } finally {
    await db.destroy();
  }
}
