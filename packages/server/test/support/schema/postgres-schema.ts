import { sql } from 'kysely';
import type { Db } from '#platform/db/schema.ts';
import {
  byText,
  plain,
  type Column,
  type ForeignKey,
  type Index,
  type Schema,
  type Table,
} from './schema.types.ts';

async function rowsOf<Row>(db: Db, query: string): Promise<Row[]> {
  return (await sql.raw<Row>(query).execute(db)).rows;
}

export async function readPostgresSchema(db: Db): Promise<Schema> {
  const names = await rowsOf<{ name: string }>(
    db,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     and relname not like 'kysely\\_%' order by relname collate "C"`,
  );
  const tables: Record<string, Table> = {};
  for (const { name } of names) tables[name] = await readTable(db, name);
  return { tables, others: await readOthers(db) };
}

async function readOthers(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ text: string }>(
    db,
    `select pg_get_triggerdef(oid) as text from pg_trigger where not tgisinternal
     union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
     order by text`,
  );
  return rows.map(({ text }) => text);
}

async function readTable(db: Db, name: string): Promise<Table> {
  const columns = await rowsOf<{
    name: string;
    type: string;
    is_null: boolean;
    text: string | null;
    extra: string;
  }>(
    db,
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as is_null,
       pg_get_expr(d.adbin, d.adrelid) as text,
       concat_ws(' ', nullif(a.attidentity, ''), (select collname from pg_collation c
         where c.oid = a.attcollation)) as extra
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = '"${name}"'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
  );
  return {
    columns: columns.map((row): Column => ({
      name: row.name,
      type: `${row.type} ${row.extra}`.trim(),
      isNullable: row.is_null,
      default: row.text,
    })),
    primaryKey: await readPrimaryKey(db, name),
    foreignKeys: await readForeignKeys(db, name),
    indexes: await readIndexes(db, name),
    options: [],
  };
}

const keyNames = (key: string, table: string): string =>
  `array(select attname::text from unnest(c.${key}) with ordinality k (n, i)
     join pg_attribute a on a.attrelid = c.${table} and a.attnum = k.n order by k.i)`;

async function readPrimaryKey(db: Db, table: string): Promise<string[]> {
  const [row] = await rowsOf<{ keys: string[] }>(
    db,
    `select ${keyNames('conkey', 'conrelid')} as keys from pg_constraint c
     where c.conrelid = '"${table}"'::regclass and c.contype = 'p'`,
  );
  return row?.keys ?? [];
}

const actions: Record<string, string> = { a: 'no action', c: 'cascade', n: 'set null', r: 'restrict' };

async function readForeignKeys(db: Db, table: string): Promise<ForeignKey[]> {
  const rows = await rowsOf<{ columns: string[]; other: string; keys: string[]; action: string }>(
    db,
    `select ${keyNames('conkey', 'conrelid')} as columns, c.confrelid::regclass::text as other,
       ${keyNames('confkey', 'confrelid')} as keys, c.confdeltype as action
     from pg_constraint c where c.conrelid = '"${table}"'::regclass and c.contype = 'f'`,
  );
  return byText(
    rows.map(({ columns, other, keys, action }) => ({
      columns,
      references: `${other.replaceAll('"', '')}(${keys.join(', ')})`,
      onDelete: actions[action] ?? action,
    })),
  );
}

async function readIndexes(db: Db, table: string): Promise<Index[]> {
  const rows = await rowsOf<{
    name: string;
    is_made: boolean;
    is_unique: boolean;
    keys: string[];
    text: string | null;
  }>(
    db,
    `select i.indexrelid::regclass::text as name, i.indisunique as is_unique,
       exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype = 'u') as is_made,
       array(select pg_get_indexdef(i.indexrelid, n, true) from generate_series(1, i.indnkeyatts) n) as keys,
       pg_get_expr(i.indpred, i.indrelid, true) as text
     from pg_index i where i.indrelid = '"${table}"'::regclass and not i.indisprimary`,
  );
  return byText(
    rows.map(({ name, is_made: isMade, is_unique: isUnique, keys, text }) => ({
      name: isMade ? null : name,
      isUnique,
      keys: keys.map(plain),
      condition: text === null ? null : plain(text),
    })),
  );
}
