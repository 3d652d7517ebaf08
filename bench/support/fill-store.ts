import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import pg from 'pg';
import {
  encodeRefreshToken,
  refreshHashOf,
} from '../../packages/server/src/modules/tokens/refresh/refresh-token.ts';
import { createSealer } from '../../packages/server/src/platform/sealing.ts';
import { countsFor, fillStatements, filledTables } from './token-fill.ts';
import type { Store } from './store.ts';

/** Families that refresh tokens are made for, spread over all that live. */
const knownFamilies = 4_000;
const dayMs = 24 * 60 * 60 * 1000;

interface Connection {
  /** Rows of text columns. */
  all(statement: string): Promise<Record<string, string>[]>;
  run(statement: string): Promise<unknown>;
  /** Runs `fill` without indexes that can be built afterwards, in a fraction of the time. */
  withoutIndexes(fill: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const tableList = filledTables.map((table) => `'${table}'`).join(', ');

/** Alone with the file: nothing of it has to survive a crash. */
function openSqlite({ directory }: Store): Connection {
  const raw = new SqliteConnection(join(directory, 'ostiary.sqlite'));
  for (const pragma of [
    'wal_checkpoint(truncate)',
    'journal_mode = delete',
    'journal_mode = off',
    'synchronous = off',
    'cache_size = -2000000',
    'temp_store = memory',
  ]) {
    raw.pragma(pragma);
  }
  return {
    all: (statement) => Promise.resolve(raw.prepare<[], Record<string, string>>(statement).all()),
    run: (statement) => Promise.resolve(raw.exec(statement)),
    async withoutIndexes(fill) {
      const indexes = raw
        .prepare<[], { name: string; sql: string }>(
          `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${tableList})`,
        )
        .all();
      for (const { name } of indexes) raw.exec(`drop index "${name}"`);
      await fill();
      for (const { sql } of indexes) raw.exec(sql);
    },
    close() {
      raw.pragma('journal_mode = wal');
      raw.close();
      return Promise.resolve();
    },
  };
}

async function openPostgres(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const all: Connection['all'] = async (statement) =>
    (await client.query<Record<string, string>>(statement)).rows;
  return {
    all,
    run: (statement) => client.query(statement),
    async withoutIndexes(fill) {
      const indexes = await all(
        `select indexname, indexdef from pg_indexes where schemaname = current_schema() and tablename in (${tableList})
           and indexname not in (select conname from pg_constraint)`,
      );
      for (const { indexname = '' } of indexes) await client.query(`drop index "${indexname}"`);
      await fill();
      for (const { indexdef = '' } of indexes) await client.query(indexdef);
      await client.query('vacuum analyze');
      await client.query('checkpoint');
    },
    close: () => client.end(),
  };
}

/** Refresh tokens of families that are there, as if the server had issued them a moment ago. */
async function makeTokens(connection: Connection, { masterKey }: Store, now: number): Promise<string[]> {
  const sealer = createSealer(masterKey);
  const live = `from refresh_families join users on users.id = refresh_families.user_id
    where refresh_families.expires_at > ${String(now)} and users.is_active = 1
      and refresh_families.generation = 0 and refresh_families.client_id is null and refresh_families.ended_at is null`;
  const ids = await connection.all(
    `select refresh_families.id as id, session_id ${live} order by refresh_families.id`,
  );
  const step = Math.max(1, Math.floor(ids.length / knownFamilies));
  const chosen = ids.filter((_, index) => index % step === 0);
  const tokens: string[] = [];
  await connection.run('begin');
  for (const { id = '', session_id: sessionId = '' } of chosen) {
    const token = { familyId: id, generation: 0, secret: randomBytes(32) };
    await connection.run(
      `update refresh_families set secret_hash = '${refreshHashOf(sealer, token)}' where id = '${id}'`,
    );
    // Or each would be extended by its first refresh, once.
    await connection.run(
      `update sessions set expires_at = ${String(now + 16 * dayMs)} where id = '${sessionId}'`,
    );
    tokens.push(encodeRefreshToken(sealer, token));
  }
  await connection.run('commit');
  // Not in the order of their ids.
  return tokens
    .map((token) => ({ token, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ token }) => token);
}

/** Fills the store, which nobody uses meanwhile, and gives refresh tokens of families all over it. */
export async function fillStore(
  store: Store,
  { tokens, users, now }: { tokens: number; users: number; now: number },
): Promise<string[]> {
  const connection = store.postgres ? await openPostgres(store.postgres.url) : openSqlite(store);
  try {
    await connection.run(
      `create table people as select row_number() over (order by id) - 1 as n, id from users`,
    );
    await connection.run('create unique index people_n on people (n)');
    await connection.withoutIndexes(async () => {
      for (const statement of fillStatements(store.engine, { counts: countsFor(tokens), users, now })) {
        await connection.run(statement);
      }
    });
    await connection.run('drop table people');
    return await makeTokens(connection, store, now);
  } finally {
    await connection.close();
  }
}
