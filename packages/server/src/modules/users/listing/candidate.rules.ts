import { loginKey } from '../identifiers/login.rules.ts';
import type { UserRow } from '../users.table.ts';
import type { UserFilter, UserOrdering, UserPosition } from './listing.types.ts';
import { keysOfSearch, type SearchKeys } from './source.rules.ts';

/** A row of users, with whether they hold the role and are in the group that were asked about. */
export type CandidateRow = UserRow & { in_role: number; in_group: number };

/** Somebody at their place in a list. */
export interface Candidate {
  row: CandidateRow;
  position: UserPosition;
}

/** In place of an id: after everybody with this key. Above every id. */
export const afterKey = '~';

/** As both databases compare: by code point, where JavaScript compares halves of characters. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

export function comparePositions(a: UserPosition, b: UserPosition): number {
  return compareText(a.key, b.key) || compareText(a.id, b.id);
}

/** The keys of somebody that a search matches, the smaller one first. */
function matchedKeys(row: CandidateRow, keys: SearchKeys): string[] {
  const email = row.email_key?.startsWith(keys.email) ? [row.email_key] : [];
  const username = row.username_key?.startsWith(keys.username) ? [row.username_key] : [];
  return [...email, ...username].sort(compareText);
}

/** Where a search shows somebody: at the smaller key, so that who matches by both comes once. */
export function matchPosition(row: CandidateRow, keys: SearchKeys): UserPosition | undefined {
  const [key] = matchedKeys(row, keys);
  return key === undefined ? undefined : { key, id: row.id };
}

/** Somebody's place in a list; undefined for who has none there, such as people without an email. */
export function positionOf(
  row: CandidateRow,
  { by }: UserOrdering,
  filter: UserFilter,
): UserPosition | undefined {
  if (by === 'match') return matchPosition(row, keysOfSearch(filter) ?? { email: '', username: '' });
  const key = { created_at: row.id, email: row.email_key, username: row.username_key }[by];
  return key === null ? undefined : { key, id: row.id };
}

function hasFlag(column: number, wanted: boolean | undefined): boolean {
  return wanted === undefined || wanted === (column === 1);
}

function hasLogin(row: CandidateRow, login: string | undefined): boolean {
  if (login === undefined) return true;
  const { kind, key } = loginKey(login);
  return key !== '' && key === (kind === 'email' ? row.email_key : row.username_key);
}

/** Whether somebody is what a filter asks for. */
export function isWanted(filter: UserFilter): (row: CandidateRow) => boolean {
  const keys = keysOfSearch(filter);
  return (row) =>
    (filter.ids === undefined || filter.ids.includes(row.id)) &&
    hasFlag(row.is_active, filter.isActive) &&
    hasFlag(row.is_staff, filter.isStaff) &&
    hasFlag(row.is_superuser, filter.isSuperuser) &&
    (filter.externalId === undefined || row.external_id === filter.externalId) &&
    (filter.roleId === undefined || row.in_role === 1) &&
    (filter.groupId === undefined || row.in_group === 1) &&
    hasLogin(row, filter.login) &&
    (keys === undefined || matchedKeys(row, keys).length > 0);
}
