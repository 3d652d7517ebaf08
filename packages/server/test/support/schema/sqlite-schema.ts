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

interface MasterRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

export async function readSqliteSchema(db: Db): Promise<Schema> {
  const master = await rowsOf<MasterRow>(
    db,
    `select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%' and name not like 'kysely_%' order by name`,
  );
  const tables: Record<string, Table> = {};
  for (const row of master) if (row.type === 'table') tables[row.name] = await readTable(db, row);
  const others = master.filter(({ type }) => type !== 'table' && type !== 'index');
  return { tables, others: others.map(({ name, sql: text }) => `${name}: ${text ?? ''}`) };
}

interface ColumnRow {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

async function readTable(db: Db, { name, sql: text }: MasterRow): Promise<Table> {
  const rows = await rowsOf<ColumnRow>(db, `select * from pragma_table_info('${name}')`);
  const keys = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return {
    columns: rows.map((row): Column => ({
      name: row.name,
      type: row.type.toLowerCase(),
      // A key is never null here, though SQLite says so of some only.
      isNullable: row.notnull === 0 && row.pk === 0,
      default: row.dflt_value,
    })),
    primaryKey: keys.map((row) => row.name),
    foreignKeys: await readForeignKeys(db, name),
    indexes: await readIndexes(db, name),
    options: [/without rowid/i, /autoincrement/i].filter((word) => word.test(text ?? '')).map(String),
  };
}

async function readForeignKeys(db: Db, table: string): Promise<ForeignKey[]> {
  const rows = await rowsOf<{ id: number; table: string; from: string; to: string; on_delete: string }>(
    db,
    `select * from pragma_foreign_key_list('${table}') order by id, seq`,
  );
  const ids = [...new Set(rows.map(({ id }) => id))];
  return byText(
    ids.map((id) => {
      const own = rows.filter((row) => row.id === id);
      return {
        columns: own.map(({ from }) => from),
        references: `${own[0]?.table ?? ''}(${own.map(({ to }) => to).join(', ')})`,
        onDelete: own[0]?.on_delete.toLowerCase() ?? '',
      };
    }),
  );
}

async function readIndexes(db: Db, table: string): Promise<Index[]> {
  const rows = await rowsOf<{ name: string; unique: number; origin: string; sql: string | null }>(
    db,
    `select l.name, l."unique", l.origin, m.sql from pragma_index_list('${table}') l
     left join sqlite_master m on m.name = l.name where l.origin <> 'pk'`,
  );
  const indexes: Index[] = [];
  for (const row of rows) {
    const columns = await rowsOf<{ name: string | null }>(
      db,
      `select name from pragma_index_info('${row.name}') order by seqno`,
    );
    indexes.push({
      name: row.origin === 'c' ? row.name : null,
      isUnique: row.unique === 1,
      keys: columns.some(({ name }) => name === null)
        ? keysIn(row.sql ?? '')
        : columns.map(({ name }) => name ?? ''),
      condition: conditionIn(row.sql ?? ''),
    });
  }
  return byText(indexes);
}

/** Of an index on expressions: what is between the outer parentheses, split at the commas between keys. */
function keysIn(statement: string): string[] {
  const keys = [''];
  let depth = 0;
  for (const character of statement.slice(statement.indexOf('('))) {
    if (character === ')' && --depth === 0) break;
    if (character === ',' && depth === 1) keys.push('');
    else if (depth > 0) keys[keys.length - 1] += character;
    if (character === '(') depth += 1;
  }
  return keys.map(plain);
}

function conditionIn(statement: string): string | null {
  const condition = / where (.+)$/is.exec(statement)?.[1];
  return condition === undefined ? null : plain(condition);
}
