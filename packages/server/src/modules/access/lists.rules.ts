import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { Listed, NameQuery, RoleQuery } from './lists.types.ts';

/** Sorts roles without a level after all others; one more than the highest level there is. */
export const rankWithoutLevel = 1_001;

interface Rank {
  rank: number;
  nameKey: string;
}

export function rankOf(role: { level: number | null }): number {
  return role.level ?? rankWithoutLevel;
}

/** Where a role stands in the order `level`. */
export function rankPosition({ rank, nameKey }: Rank): string {
  return `${rank}:${nameKey}`;
}

function badPosition(): AppError {
  const fields = [{ path: 'cursor', message: 'This is not a cursor of this list.' }];
  return new AppError('request.invalid', { fields });
}

/** AppError `request.invalid` for what `rankPosition` does not give. */
export function parseRankPosition(position: string): Rank {
  if (!/^\d{1,4}:/.test(position)) throw badPosition();
  const at = position.indexOf(':');
  return { rank: Number(position.slice(0, at)), nameKey: position.slice(at + 1) };
}

export function isByName(order: string): boolean {
  return order === 'name' || order === '-name';
}

/**
 * AppError `request.invalid` for a position that the order cannot have, and for a search in another order
 * than by name: it would have to read past any number of names that do not match.
 */
export function checkQuery(query: NameQuery | RoleQuery): void {
  const { order, after, search } = query;
  if (search !== undefined && !isByName(order)) {
    const message = 'A search is in order of name: ask for name or -name, or for no order.';
    throw new AppError('request.invalid', { fields: [{ path: 'order', message }] });
  }
  // Neither database compares with a NUL or half a surrogate pair in the same way.
  if (after === undefined) return;
  const isText = after.isWellFormed() && !after.includes('\0');
  const isId = order === 'created_at' || order === '-created_at';
  if (!isText || (isId && !isUuid(after))) throw badPosition();
}

/** A search that no name can match, because no database could hold such a name. */
export function isHopeless(search: string | undefined): boolean {
  return search !== undefined && (search.includes('\0') || !search.isWellFormed());
}

/** A page of `limit` from what was asked for with one more: the extra one says that there is a next page. */
export function toListed<T>(found: readonly T[], limit: number, positionOf: (item: T) => string): Listed<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items, next: hasMore ? positionOf(last) : null };
}
