import { sql } from 'kysely';
import type { Db, Tables } from '#platform/db/schema.ts';
import { nameKey } from './access.table.ts';
import { isByName, isHopeless } from './lists.rules.ts';
import type { NameOrder, NameQuery } from './lists.types.ts';

/** Above every key that begins with a text: the last code point, in both engines' byte order. */
export const afterPrefix = '\u{10ffff}';

/** Roles or groups in order of name or of creation: a range of the index on that column, never a scan. */
export async function listInOrder<Table extends 'roles' | 'groups'>(
  db: Db,
  table: Table,
  query: NameQuery,
): Promise<Tables[Table][]> {
  const { order, limit, after, search } = query;
  if (isHopeless(search)) return [];
  const column = sql.ref(isByName(order) ? 'name_key' : 'id');
  const isDescending = order.startsWith('-');
  const conditions = [sql`1 = 1`];
  if (after !== undefined) conditions.push(sql`${column} ${isDescending ? sql`<` : sql`>`} ${after}`);
  if (search !== undefined) {
    const key = nameKey(search);
    conditions.push(sql`name_key >= ${key} and name_key < ${key + afterPrefix}`);
  }
  const { rows } = await sql<Tables[Table]>`
    select * from ${sql.table(table)} where ${sql.join(conditions, sql` and `)}
    order by ${column} ${isDescending ? sql`desc` : sql`asc`} limit ${limit}
  `.execute(db);
  return rows;
}

export function positionInOrder(order: NameOrder, row: { id: string; name: string }): string {
  return isByName(order) ? nameKey(row.name) : row.id;
}
