import { quoted, type Row } from '../database/django-database.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { Reading } from './reading.ts';

const identifiers = ['email', 'username'] as const;

type Identifier = (typeof identifiers)[number];

/** Email addresses and usernames that several users have, but for case: here each has one owner. */
export interface SharedNames {
  /** Of a row with `sharedColumns`. */
  isShared(field: Identifier, row: Row): boolean;
}

/** As the database compares them, so that what it found to be alike is found again. */
function folded(column: string): string {
  return `lower(trim(${quoted(column)}))`;
}

function columnOf({ users }: Layout, field: Identifier): string | undefined {
  const column = users.fields.get(field);
  return typeof column === 'string' ? column : undefined;
}

export function sharedColumns(layout: Layout): string[] {
  return identifiers.flatMap((field) => {
    const column = columnOf(layout, field);
    return column === undefined ? [] : [`${folded(column)} as folded_${field}`];
  });
}

export async function readSharedNames({ db, layout }: Reading): Promise<SharedNames> {
  const shared = new Map<Identifier, Set<unknown>>();
  for (const field of identifiers) {
    const column = columnOf(layout, field);
    if (column === undefined) continue;
    const rows = await db.rows(
      `select ${folded(column)} as name from ${quoted(layout.users.table)}
       where trim(${quoted(column)}) <> '' group by 1 having count(*) > 1`,
    );
    shared.set(field, new Set(rows.map((row) => row['name'])));
  }
  return { isShared: (field, row) => shared.get(field)?.has(row[`folded_${field}`]) === true };
}
