import { quoted, type Row } from '../database/django-database.ts';
import { keyText, textOf, timeOf } from '../values.rules.ts';
import { lineOf, personOf, type Line } from './reading.ts';
import { accessTable, refreshTable, type OauthReading } from './tokens.ts';

/** As many people at a time. */
const pageSize = 500;

/** Tokens that still hold: django-oauth-toolkit keeps no consent beside them. */
function liveTokens({ reading }: OauthReading): { sql: string; values: unknown[] } {
  const { db, layout, nowMs } = reading;
  const refreshed = layout.tables.has(refreshTable)
    ? ` or exists (select 1 from ${quoted(refreshTable)} r where r.access_token_id = a.id and r.revoked is null)`
    : '';
  const sql = `${quoted(accessTable)} a where a.user_id is not null and a.application_id is not null
    and (a.expires > ?${refreshed})`;
  return { sql, values: [db.timeValue(nowMs)] };
}

/** What somebody let one application do. */
interface Consent {
  row: Row;
  scopes: Set<string>;
}

function gathered({ words }: OauthReading, rows: readonly Row[]): Consent[] {
  const consents = new Map<string, Consent>();
  for (const row of rows) {
    const key = `${textOf(row['user_id'])} ${textOf(row['application_id'])}`;
    const consent = consents.get(key) ?? { row, scopes: new Set<string>() };
    consents.set(key, consent);
    const from = { table: accessTable, key: textOf(row['first_id']) };
    for (const word of words.of(row['scope'], from)) consent.scopes.add(word);
  }
  return [...consents.values()];
}

/** What people let applications do, by the tokens that these hold. */
export async function* consentLines(oauth: OauthReading): AsyncGenerator<Line[]> {
  const { reading, clients } = oauth;
  const { db, layout } = reading;
  if (!layout.tables.has(accessTable)) return;
  const live = liveTokens(oauth);
  for (let after: unknown; ;) {
    const beyond = after === undefined ? '' : ' and a.user_id > ?';
    const people = await db.rows(
      `select distinct a.user_id from ${live.sql}${beyond} order by 1 limit ${String(pageSize)}`,
      [...live.values, ...(after === undefined ? [] : [after])],
    );
    const [first, last] = [people[0]?.['user_id'], people.at(-1)?.['user_id']];
    if (first === undefined) return;
    const rows = await db.rows(
      `select a.user_id, a.application_id, a.scope, min(a.created) as created, min(a.id) as first_id
       from ${live.sql} and a.user_id >= ? and a.user_id <= ? group by 1, 2, 3 order by 1, 2, 4, 3`,
      [...live.values, first, last],
    );
    yield gathered(oauth, rows).map(({ row, scopes }): Line => {
      const object = lineOf({
        type: 'consent',
        user: personOf(reading, row['user_id']),
        client_id: clients.get(textOf(row['application_id'])),
        scopes: [...scopes].sort(),
        created_at: timeOf(row['created']),
      });
      const user = keyText(row['user_id'], layout.users.keyType);
      return { object, from: { table: accessTable, key: `${textOf(row['first_id'])} of user ${user}` } };
    });
    after = last;
  }
}
