import type { Origin } from '../conflicts.ts';
import { pagesOf, quoted, type Row } from '../database/django-database.ts';
import { flagOf, keyText, textOf, timeOf } from '../values.rules.ts';
import type { Clients } from './applications.ts';
import { lineOf, personOf, type Line, type Reading } from './reading.ts';
import type { ScopeWords } from './scope-words.ts';

const dayMs = 86_400_000;
const staticTable = 'authtoken_token';
const outstandingTable = 'token_blacklist_outstandingtoken';
const blacklistTable = 'token_blacklist_blacklistedtoken';
export const accessTable = 'oauth2_provider_accesstoken';
export const refreshTable = 'oauth2_provider_refreshtoken';

/** Static tokens of Django REST framework. The token is the key of its row: rows are told by their user. */
export async function* staticTokenLines(reading: Reading): AsyncGenerator<Line[]> {
  const { db, layout } = reading;
  if (!layout.tables.has(staticTable)) return;
  const selection = { table: staticTable, key: 'key', columns: ['user_id', 'created'] };
  for await (const page of pagesOf(db, selection)) {
    yield page.map((row): Line => {
      const object = lineOf({
        type: 'api_token',
        user: personOf(reading, row['user_id']),
        name: 'Django REST framework',
        token: textOf(row['row_key']),
        created_at: timeOf(row['created']),
      });
      return { object, from: { table: staticTable, key: ofUser(reading, row) } };
    });
  }
}

function ofUser({ layout }: Reading, row: Row): string {
  return `of user ${keyText(row['user_id'], layout.users.keyType)}`;
}

function originOf(table: string, row: Row): Origin {
  return { table, key: textOf(row['row_key']) };
}

/** What a JWT says that it is; undefined for what cannot be read. Nothing is verified: it is their own. */
function kindOfJwt(token: string): unknown {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    return (JSON.parse(payload) as { token_type?: unknown } | null)?.token_type;
  } catch {
    return undefined;
  }
}

function simpleJwtLine(reading: Reading, row: Row): Line[] {
  const from = originOf(outstandingTable, row);
  const token = textOf(row['token']);
  const kind = kindOfJwt(token);
  if (kind !== 'refresh') {
    const message = 'This is no refresh token: it is left out, and whoever holds it signs in again.';
    reading.conflicts.add(from, { code: 'token_kind', path: 'token', message });
    return [];
  }
  const object = lineOf({
    type: 'refresh_token',
    user: personOf(reading, row['user_id']),
    token,
    created_at: timeOf(row['created_at']),
    expires_at: timeOf(row['expires_at']),
    is_revoked: flagOf(row['is_blacklisted']) || undefined,
  });
  return [{ object, from }];
}

/** Refresh tokens of SimpleJWT that have not expired; those that are blacklisted stay so. */
export async function* simpleJwtLines(reading: Reading): AsyncGenerator<Line[]> {
  const { db, layout, nowMs } = reading;
  if (!layout.tables.has(outstandingTable)) return;
  const blacklisted = layout.tables.has(blacklistTable)
    ? `exists (select 1 from ${quoted(blacklistTable)} b where b.token_id = ${quoted(outstandingTable)}.id)`
    : 'false';
  const selection = {
    table: outstandingTable,
    key: 'id',
    columns: ['user_id', 'token', 'created_at', 'expires_at', `${blacklisted} as is_blacklisted`],
    // Django keeps rows of people who are gone.
    where: [{ sql: 'user_id is not null' }, { sql: 'expires_at > ?', values: [db.timeValue(nowMs)] }],
  };
  for await (const page of pagesOf(db, selection)) yield page.flatMap((row) => simpleJwtLine(reading, row));
}

/** What is needed to read tokens of django-oauth-toolkit. */
export interface OauthReading {
  reading: Reading;
  clients: Clients;
  words: ScopeWords;
}

/** Access tokens of django-oauth-toolkit that have not expired. */
export async function* accessTokenLines({ reading, clients, words }: OauthReading): AsyncGenerator<Line[]> {
  const { db, layout, nowMs } = reading;
  if (!layout.tables.has(accessTable)) return;
  const selection = {
    table: accessTable,
    key: 'id',
    columns: ['user_id', 'application_id', 'token', 'scope', 'created', 'expires'],
    where: [{ sql: 'application_id is not null' }, { sql: 'expires > ?', values: [db.timeValue(nowMs)] }],
  };
  for await (const page of pagesOf(db, selection)) {
    yield page.map((row): Line => {
      const from = originOf(accessTable, row);
      const object = lineOf({
        type: 'access_token',
        token: textOf(row['token']),
        user: row['user_id'] === null ? null : personOf(reading, row['user_id']),
        client_id: clients.get(textOf(row['application_id'])),
        scope: words.of(row['scope'], from).join(' '),
        created_at: timeOf(row['created']),
        expires_at: timeOf(row['expires']),
      });
      return { object, from };
    });
  }
}

function refreshLine({ reading, clients, words }: OauthReading, row: Row, endsAt: string): Line[] {
  const from = originOf(refreshTable, row);
  const isRevoked = row['revoked'] !== null;
  if (row['scope'] === null && !isRevoked) {
    const message = 'No access token says any more what it is for: it is left out.';
    reading.conflicts.add(from, { code: 'scope', path: 'access_token_id', message });
    return [];
  }
  const object = lineOf({
    type: 'refresh_token',
    user: personOf(reading, row['user_id']),
    token: textOf(row['token']),
    client_id: clients.get(textOf(row['application_id'])),
    scope: words.of(row['scope'], from).join(' '),
    created_at: timeOf(row['created']),
    expires_at: endsAt,
    is_revoked: isRevoked || undefined,
  });
  return [{ object, from }];
}

/**
 * Refresh tokens of django-oauth-toolkit. They have no end of their own: here they get one, at the end of a day, so
 * that the same line comes of a token all day long. Those that were revoked within that time are kept as such.
 */
export async function* refreshTokenLines(oauth: OauthReading): AsyncGenerator<Line[]> {
  const { db, layout, nowMs, refreshDays } = oauth.reading;
  if (!layout.tables.has(refreshTable)) return;
  const ends = (Math.floor(nowMs / dayMs) + 1 + refreshDays) * dayMs;
  const scope = `(select a.scope from ${quoted(accessTable)} a where a.id = ${quoted(refreshTable)}.access_token_id)`;
  const since = db.timeValue(nowMs - refreshDays * dayMs);
  const selection = {
    table: refreshTable,
    key: 'id',
    columns: ['user_id', 'application_id', 'token', 'created', 'revoked', `${scope} as scope`],
    where: [{ sql: '(revoked is null or revoked > ?)', values: [since] }],
  };
  const endsAt = new Date(ends).toISOString();
  for await (const page of pagesOf(db, selection))
    yield page.flatMap((row) => refreshLine(oauth, row, endsAt));
}
