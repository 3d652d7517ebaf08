import type { Engine } from './populated.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** How many rows of each kind; half of each have expired long enough ago to be deleted. */
export interface TokenCounts {
  sessions: number;
  families: number;
  opaque: number;
  apiTokens: number;
}

export function countsFor(tokens: number): TokenCounts {
  const [sessions, opaque] = [Math.floor(tokens * 0.3), Math.floor(tokens * 0.3)];
  return { sessions, families: sessions, opaque, apiTokens: tokens - 2 * sessions - opaque };
}

export const filledTables = ['sessions', 'refresh_families', 'oauth_artifacts', 'api_tokens'];

interface Dialect {
  /** Numbers from 0 on, in a column `i`. */
  numbers(count: number): string;
  hex(expression: string, digits: number): string;
  random43: string;
}

const dialects: Record<Engine, Dialect> = {
  sqlite: {
    numbers: (count) =>
      `(with recursive numbers(i) as (select 0 union all select i + 1 from numbers where i < ${String(count - 1)}) select i from numbers)`,
    hex: (expression, digits) => `printf('%0${String(digits)}x', ${expression})`,
    random43: `substr(hex(randomblob(22)), 1, 43)`,
  },
  postgres: {
    numbers: (count) => `(select i::bigint from generate_series(0, ${String(count - 1)}) as i)`,
    hex: (expression, digits) => `lpad(to_hex((${expression})::bigint), ${String(digits)}, '0')`,
    random43: `md5(random()::text) || substr(md5(random()::text), 1, 11)`,
  },
};

/** A UUIDv7 of that time; `tag` keeps kinds of rows apart. */
function uuid({ hex }: Dialect, at: string, tag: string): string {
  const parts = [hex(`(${at}) / 65536`, 8), hex(`(${at}) % 65536`, 4), `'7${tag}'`, `'a000'`, hex('i', 12)];
  return parts.join(` || '-' || `);
}

interface Lives {
  created: string;
  expires: string;
}

/** The first half was good for two weeks that ended one to two months ago; the others have a day or more to go. */
function livesOf(count: number, now: number): Lives {
  const half = Math.ceil(count / 2);
  const early = `${String(now - 76 * dayMs)} + (i * ${String(30 * dayMs)}) / ${String(half)}`;
  const late = `${String(now - 13 * dayMs)} + ((i - ${String(half)}) * ${String(12 * dayMs)}) / ${String(half)}`;
  const created = `(case when i < ${String(half)} then ${early} else ${late} end)`;
  return { created, expires: `(${created} + ${String(14 * dayMs)})` };
}

/** Where in the order of its key a row comes: spread over all of it, ascending, so that no page is split. */
function ascendingKey({ hex, random43 }: Dialect, count: number): string {
  return `${hex(`(i * ${String(2 ** 32 - 1)}) / ${String(count)}`, 8)} || substr(${random43}, 1, 35)`;
}

export interface Fill {
  counts: TokenCounts;
  users: number;
  now: number;
}

/**
 * Statements that insert rows as the server would have. They need a table `people` with a number from 0 on and
 * the id of each user; an opaque token has the payload of one that was issued, and the same client.
 */
export function fillStatements(engine: Engine, { counts, users, now }: Fill): string[] {
  const dialect = dialects[engine];
  const { numbers, random43 } = dialect;
  const someone = `(select id from people where n = (numbered.i * 7919) % ${String(users)})`;
  const session = livesOf(counts.sessions, now);
  const family = livesOf(counts.families, now);
  const api = livesOf(counts.apiTokens, now);
  const opaqueHalf = Math.ceil(counts.opaque / 2);
  return [
    `insert into sessions (id, user_id, secret_hash, created_at, last_seen_at, expires_at, authenticated_at, amr,
       acr, address, user_agent, ended_at, end_reason)
     select ${uuid(dialect, session.created, '5e5')}, ${someone}, ${random43}, ${session.created}, ${session.created},
       ${session.expires}, ${session.created}, '["pwd"]', null, '203.0.113.7',
       'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)', null, null
     from ${numbers(counts.sessions)} as numbered`,
    `insert into refresh_families (id, session_id, user_id, client_id, scope, generation, secret_hash,
       previous_hash, created_at, rotated_at, expires_at, ended_at, end_reason, grant_id, payload)
     select ${uuid(dialect, family.created, 'fa0')}, ${uuid(dialect, family.created, '5e5')}, ${someone}, null, '',
       0, ${random43}, null, ${family.created}, null, ${family.expires}, null, null, null, null
     from ${numbers(counts.families)} as numbered`,
    `insert into oauth_artifacts (id_hash, model, client_id, user_id, grant_id, user_code_hash, payload_sealed,
       consumed_at, expires_at)
     select ${ascendingKey(dialect, counts.opaque)}, issued.model, issued.client_id, null, null, null,
       issued.payload_sealed, null,
       ${String(now)} + case when i < ${String(opaqueHalf)} then -${String(dayMs)} + i / 100 else ${String(dayMs)} + i / 100 end
     from ${numbers(counts.opaque)} as numbered
     cross join (select model, client_id, payload_sealed from oauth_artifacts where model = 'ClientCredentials' limit 1) as issued`,
    `insert into api_tokens (id, user_id, name, kind, token_hash, scope, created_at, last_used_at, expires_at,
       revoked_at)
     select ${uuid(dialect, api.created, 'a91')}, ${someone}, 'nightly ' || i, 'named',
       ${ascendingKey(dialect, counts.apiTokens)}, '', ${api.created}, null, ${api.expires}, null
     from ${numbers(counts.apiTokens)} as numbered`,
  ];
}
