import { loginKey } from '#modules/users';
import type { Db } from '#platform/db/schema.ts';
import type { Asked } from './decisions.types.ts';

/** What a decision needs of a user. */
export interface FoundUser {
  id: string;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
}

type Column = 'id' | 'email_key' | 'username_key';

interface Lookup {
  column: Column;
  value: string;
}

function lookupOf(asked: Asked): Lookup {
  if ('userId' in asked) return { column: 'id', value: asked.userId };
  const { kind, key } = loginKey(asked.login);
  return { column: kind === 'email' ? 'email_key' : 'username_key', value: key };
}

/** Neither database can be asked for these, and no user has them. */
function isPossible({ value }: Lookup): boolean {
  return value !== '' && value.isWellFormed() && !value.includes('\0');
}

async function findBy(db: Db, column: Column, values: readonly string[]): Promise<Map<string, FoundUser>> {
  if (values.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['id', 'is_active', 'is_staff', 'is_superuser', `${column} as key`])
    .where(column, 'in', values)
    .execute();
  const flags = rows.map((row): [string, FoundUser] => [
    row.key ?? '',
    {
      id: row.id,
      isActive: row.is_active === 1,
      isStaff: row.is_staff === 1,
      isSuperuser: row.is_superuser === 1,
    },
  ]);
  return new Map(flags);
}

/** Each user asked for, in order, by at most three queries; undefined where there is none. */
export async function findSubjects(db: Db, asked: readonly Asked[]): Promise<(FoundUser | undefined)[]> {
  const lookups = asked.map(lookupOf);
  const found = new Map<Column, Map<string, FoundUser>>();
  for (const column of ['id', 'email_key', 'username_key'] as const) {
    const wanted = lookups.filter((lookup) => lookup.column === column && isPossible(lookup));
    found.set(column, await findBy(db, column, [...new Set(wanted.map(({ value }) => value))]));
  }
  return lookups.map(({ column, value }) => found.get(column)?.get(value));
}
