import type { LoginKey } from '../identifiers/login.rules.ts';
import { loginKey, searchKeys } from '../identifiers/login.rules.ts';
import type { UserFilter, UserListQuery, UserOrdering } from './listing.types.ts';

/** The columns of users that an index keeps in order. */
export type KeyColumn = 'id' | 'email_key' | 'username_key';

/** The rare side of each flag: a partial index holds those users alone. */
export type RareFlag = 'is_active' | 'is_staff' | 'is_superuser';

/** The beginnings of keys that a search asks for. */
export type SearchKeys = ReturnType<typeof searchKeys>;

/** Where users are read from, each by one index and in the order of that index. */
export type UserSource =
  | { kind: 'ids'; ids: readonly string[] }
  | { kind: 'login'; login: LoginKey }
  | { kind: 'external_id'; externalId: string }
  | { kind: 'everybody'; column: KeyColumn }
  | { kind: 'flagged'; flag: RareFlag }
  | { kind: 'role'; roleId: string }
  | { kind: 'group'; groupId: string }
  | { kind: 'search'; keys: SearchKeys };

/** Whether a text can be in the database at all: PostgreSQL stores no NUL, and nobody half a character. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Whether nobody can match, whoever there is. */
export function isHopeless({ search = '', login = '', externalId = '' }: UserFilter): boolean {
  return ![search, login, externalId].every(isStorable);
}

/** What to search by; undefined for a search of nothing, which everybody matches. */
export function keysOfSearch({ search }: UserFilter): SearchKeys | undefined {
  return search === undefined || search.trim() === '' ? undefined : searchKeys(search);
}

/** Those that hold fewer users than there are, the fewest to be expected first. */
export function narrowSources(filter: UserFilter): UserSource[] {
  const { ids, login, externalId, roleId, groupId } = filter;
  const keys = keysOfSearch(filter);
  const sources: UserSource[] = [];
  if (ids !== undefined) sources.push({ kind: 'ids', ids });
  if (externalId !== undefined) sources.push({ kind: 'external_id', externalId });
  if (login !== undefined) sources.push({ kind: 'login', login: loginKey(login) });
  if (filter.isSuperuser === true) sources.push({ kind: 'flagged', flag: 'is_superuser' });
  if (filter.isStaff === true) sources.push({ kind: 'flagged', flag: 'is_staff' });
  if (groupId !== undefined) sources.push({ kind: 'group', groupId });
  if (keys) sources.push({ kind: 'search', keys });
  if (filter.isActive === false) sources.push({ kind: 'flagged', flag: 'is_active' });
  if (roleId !== undefined) sources.push({ kind: 'role', roleId });
  return sources;
}

const columns = { created_at: 'id', email: 'email_key', username: 'username_key' } as const;

/** The source that goes through all who can be in the list, in its order. */
export function sourceInOrder({ ordering, filter }: UserListQuery): UserSource {
  const { by } = ordering;
  if (by !== 'match') return { kind: 'everybody', column: columns[by] };
  return { kind: 'search', keys: keysOfSearch(filter) ?? { email: '', username: '' } };
}

/** Whether a source gives users in this order by itself. */
export function isInOrder(source: UserSource, { by }: UserOrdering): boolean {
  if (source.kind === 'search') return by === 'match';
  return ['flagged', 'role', 'group'].includes(source.kind) && by === 'created_at';
}
