import type { UserListQuery as Query } from '@ostiary/contract';
import type { Static } from 'typebox';
import { afterKey, type UserOrdering, type UserPage, type UserPageQuery } from '#modules/users';
import { isUuid } from '#platform/ids.ts';
import { given } from './from-wire.ts';
import { badCursor, positionFromCursor, toPageOf } from './manners/paging.ts';
import { userToWire } from './to-wire.ts';

type WireQuery = Static<typeof Query>;
type Position = NonNullable<UserPage['next']>;

/** A search comes in the order of what it matched unless another one is asked for. */
function orderingFrom({ order, search }: WireQuery): UserOrdering {
  if (order === undefined) return { by: search === undefined ? 'created_at' : 'match', isDescending: false };
  const by = order.replace('-', '') as Exclude<UserOrdering['by'], 'match'>;
  return { by, isDescending: order.startsWith('-') };
}

/** Cursors of one order mean nothing in another. */
function listName({ by, isDescending }: UserOrdering): string {
  return `users:${isDescending ? '-' : ''}${by}`;
}

function toText({ id, key }: Position): string {
  return `${id} ${key}`;
}

function fromText(text: string): Position {
  const space = text.indexOf(' ');
  const [id, key] = [text.slice(0, space), text.slice(space + 1)];
  if ((!isUuid(id) && id !== afterKey) || key.includes('\0')) throw badCursor();
  return { id, key };
}

/** AppError `request.invalid` for a cursor that is none of this list in this order. */
export function userQueryFromWire(query: WireQuery): UserPageQuery {
  const ordering = orderingFrom(query);
  const after = positionFromCursor(query.cursor, listName(ordering));
  const filter = given({
    ids: query.id,
    search: query.search,
    login: query.login,
    externalId: query.external_id,
    isActive: query.is_active,
    isStaff: query.is_staff,
    isSuperuser: query.is_superuser,
    role: query.role,
    group: query.group,
  });
  return { ordering, limit: query.limit, filter, ...(after !== undefined && { after: fromText(after) }) };
}

export function userPageToWire({ users, next }: UserPage, query: UserPageQuery) {
  const listed = { items: users, next: next && toText(next) };
  return toPageOf(listed, listName(query.ordering), userToWire);
}
