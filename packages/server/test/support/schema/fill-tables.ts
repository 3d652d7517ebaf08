import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { Schema, Table } from './schema.types.ts';

export type Row = Record<string, unknown>;

/** A row in every table, whatever the tables are: what they refer to first. Returns what was put in. */
export async function fillTables(database: Database, schema: Schema): Promise<Record<string, Row>> {
  const filled: Record<string, Row> = {};
  await database.write(async (tx) => {
    const waiting = new Map(Object.entries(schema.tables));
    while (waiting.size > 0) {
      const ready = [...waiting].filter(([, table]) => parentsOf(table).every((parent) => parent in filled));
      if (ready.length === 0)
        throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join()}`);
      for (const [name, table] of ready) {
        filled[name] = await fillTable(tx, name, { table, filled });
        waiting.delete(name);
      }
    }
  });
  return filled;
}

const parentOf = (references: string): string => references.replace(/\(.*/, '');

function parentsOf(table: Table): string[] {
  return table.foreignKeys.map(({ references }) => parentOf(references));
}

async function fillTable(
  tx: Tx,
  name: string,
  { table, filled }: { table: Table; filled: Record<string, Row> },
): Promise<Row> {
  const row: Row = {};
  for (const { name: column, type } of table.columns) {
    // What the database numbers or fills in itself.
    if (/ a$/.test(type) || column === 'tx_id') continue;
    row[column] = type.startsWith('text') ? `${name}.${column}` : 7;
  }
  for (const { columns, references } of table.foreignKeys) {
    const [, parent = '', key = ''] = /^(.+)\((.+)\)$/.exec(references) ?? [];
    row[columns[0] ?? ''] = filled[parent]?.[key];
  }
  const names = sql.join(Object.keys(row).map((column) => sql.ref(column)));
  const values = sql.join(Object.values(row));
  await sql`insert into ${sql.table(name)} (${names}) values (${values})`.execute(tx);
  return row;
}
