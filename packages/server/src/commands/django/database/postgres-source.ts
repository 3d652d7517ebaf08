import pg from 'pg';
import { quoted, type Column, type DjangoDatabase, type Reference, type Row } from './django-database.ts';

const visible = 'pg_table_is_visible(c.oid)';

const columnsSql = `
  select a.attname as "name", format_type(a.atttypid, a.atttypmod) as "type",
    exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey)) as "isKey"
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relname = ? and ${visible} and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const referencesSql = `
  select a.attname as "column", t.relname as "table"
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
  where k.contype = 'f' and c.relname = ? and ${visible} order by a.attnum`;

const tablesSql = `
  select c.relname as "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and ${visible} and n.nspname not in ('pg_catalog', 'information_schema')`;

/** Times stay the texts that they are: JavaScript would round them, and knows no infinity. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pg.types.builtins.TIMESTAMP ||
    id === pg.types.builtins.TIMESTAMPTZ ||
    id === pg.types.builtins.DATE
      ? (text: string) => text
      : (pg.types.getTypeParser(id, format) as (text: string) => unknown),
};

function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => `$${String((count += 1))}`);
}

/** The URL without `schema`, which is ours: the driver knows no such setting. */
function readUrl(text: string): { url: string; schema: string | null } {
  const url = new URL(text);
  const schema = url.searchParams.get('schema');
  url.searchParams.delete('schema');
  return { url: url.href, schema };
}

/** Errors: those of the driver. */
export async function openPostgres(address: string): Promise<DjangoDatabase> {
  const { url, schema } = readUrl(address);
  const client = new pg.Client({ connectionString: url, types, application_name: 'ostiary import django' });
  // A connection that breaks between two queries is told by the next of them.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local time zone 'UTC'`);
    await client.query(`set local datestyle to 'ISO'`);
    if (schema !== null) await client.query(`set local search_path to ${quoted(schema)}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  const all = async <T extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<T[]> => (await client.query<T>(numbered(sql), [...values])).rows;
  return {
    tableNames: async () => new Set((await all<{ name: string }>(tablesSql)).map(({ name }) => name)),
    columns: (table) => all<Column & pg.QueryResultRow>(columnsSql, [table]),
    references: (table) => all<Reference & pg.QueryResultRow>(referencesSql, [table]),
    rows: (sql, values) => all<Row>(sql, values),
    timeValue: (ms) => new Date(ms).toISOString(),
    close: () => client.end(),
  };
}
