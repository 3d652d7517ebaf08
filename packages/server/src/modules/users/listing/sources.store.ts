import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Db, Tables } from '#platform/db/schema.ts';
import type { UserRow } from '../users.table.ts';
import type { CandidateRow } from './candidate.rules.ts';
import type { UserFilter } from './listing.types.ts';
import type { KeyColumn, RareFlag, UserSource } from './source.rules.ts';

/** Above every text that begins with it: the last code point, in both engines' order of bytes. */
const last = '\u{10ffff}';

/** A stretch of a source. Either bound may be left out. */
export interface Stretch {
  /** After this key, in the direction that is read; with `isInclusive` from it on. */
  from?: string | undefined;
  isInclusive?: boolean;
  isDescending?: boolean;
  /** Keys below this one. */
  below?: string;
  count: number;
}

const columns = [
  'users.id',
  'users.external_id',
  'users.email',
  'users.email_key',
  'users.email_verified_at',
  'users.username',
  'users.username_key',
  'users.first_name',
  'users.last_name',
  'users.phone',
  'users.is_active',
  'users.is_staff',
  'users.is_superuser',
  'users.created_at',
  'users.updated_at',
  'users.last_sign_in_at',
  'users.version',
] as const satisfies `users.${keyof UserRow}`[];

/** Literals, so that the partial indexes of the rare sides answer. */
const rareSides: Record<RareFlag, RawBuilder<SqlBool>> = {
  is_active: sql`users.is_active = 0`,
  is_staff: sql`users.is_staff = 1`,
  is_superuser: sql`users.is_superuser = 1`,
};

const none = sql<number>`0`;

/**
 * A count of at most one row by its primary key, rather than EXISTS, for which PostgreSQL may read the
 * whole role or group at once.
 */
function inRole({ roleId }: UserFilter): RawBuilder<number> {
  if (roleId === undefined) return none;
  return sql`(select count(*) from user_roles as held where held.user_id = users.id and held.role_id = ${roleId})`;
}

function inGroup({ groupId }: UserFilter): RawBuilder<number> {
  if (groupId === undefined) return none;
  return sql`(select count(*) from user_groups as joined where joined.user_id = users.id and joined.group_id = ${groupId})`;
}

type FromUsers = SelectQueryBuilder<Tables, 'users', object>;

function selectAll(from: FromUsers, filter: UserFilter): SelectQueryBuilder<Tables, 'users', CandidateRow> {
  return from.select(columns).select([inRole(filter).as('in_role'), inGroup(filter).as('in_group')]);
}

/** Present even at the beginning: with a bound both engines read a range, never the table. */
function isPast(
  key: RawBuilder<string>,
  { from, isInclusive = false, isDescending = false }: Stretch,
): RawBuilder<SqlBool> {
  const operator = sql.raw(`${isDescending ? '<' : '>'}${isInclusive ? '=' : ''}`);
  return sql<SqlBool>`${key} ${operator} ${from ?? (isDescending ? last : '')}`;
}

function inStretch<T extends object>(
  query: SelectQueryBuilder<Tables, 'users', T>,
  key: RawBuilder<string>,
  stretch: Stretch,
): SelectQueryBuilder<Tables, 'users', T> {
  const { isDescending, below, count } = stretch;
  const started = query.where(isPast(key, stretch));
  const ended = below === undefined ? started : started.where(sql<SqlBool>`${key} < ${below}`);
  return ended.orderBy(key, isDescending ? 'desc' : 'asc').limit(count);
}

function readUsers(
  db: Db,
  { column, condition }: { column: KeyColumn; condition?: RawBuilder<SqlBool> },
  { filter, stretch }: { filter: UserFilter; stretch: Stretch },
): Promise<CandidateRow[]> {
  const users: FromUsers = db.selectFrom('users');
  const query = selectAll(condition ? users.where(condition) : users, filter);
  return inStretch(query, sql.ref(`users.${column}`), stretch).execute();
}

/** Holders of a role, or members of a group: their table leads, by a cross join SQLite leaves in order. */
function readHolders(
  db: Db,
  pairs: { table: 'user_roles' | 'user_groups'; column: 'role_id' | 'group_id'; id: string },
  { filter, stretch }: { filter: UserFilter; stretch: Stretch },
): Promise<CandidateRow[]> {
  const { table, column, id } = pairs;
  const from = db
    .selectFrom(table)
    .crossJoin('users')
    .where(sql<SqlBool>`users.id = ${sql.ref(`${table}.user_id`)}`)
    .where(sql<SqlBool>`${sql.ref(`${table}.${column}`)} = ${id}`)
    // Follows from the rest, but PostgreSQL does not see it, and a merge would begin at the first user.
    .where(isPast(sql.ref('users.id'), stretch));
  return inStretch(selectAll(from, filter), sql.ref(`${table}.user_id`), stretch).execute();
}

/** Everything of the other sources goes by id, or is one user. */
export async function readSource(
  db: Db,
  source: Exclude<UserSource, { kind: 'search' }>,
  reading: { filter: UserFilter; stretch: Stretch },
): Promise<CandidateRow[]> {
  const { filter } = reading;
  switch (source.kind) {
    case 'everybody':
      return readUsers(db, source, reading);
    case 'flagged':
      return readUsers(db, { column: 'id', condition: rareSides[source.flag] }, reading);
    case 'role':
      return readHolders(db, { table: 'user_roles', column: 'role_id', id: source.roleId }, reading);
    case 'group':
      return readHolders(db, { table: 'user_groups', column: 'group_id', id: source.groupId }, reading);
    case 'ids':
      return selectAll(db.selectFrom('users'), filter).where('users.id', 'in', source.ids).execute();
    case 'login': {
      const { kind, key } = source.login;
      return selectAll(db.selectFrom('users'), filter).where(`users.${kind}_key`, '=', key).execute();
    }
    case 'external_id':
      return selectAll(db.selectFrom('users'), filter)
        .where('users.external_id', '=', source.externalId)
        .execute();
  }
}

/** Users whose key begins with `prefix`, from the key `from` on. */
export function readPrefix(
  db: Db,
  range: { column: 'email_key' | 'username_key'; prefix: string; from: string; count: number },
  filter: UserFilter,
): Promise<CandidateRow[]> {
  const { column, prefix, from, count } = range;
  const stretch = { from, isInclusive: true, below: prefix + last, count };
  return readUsers(db, { column }, { filter, stretch });
}
