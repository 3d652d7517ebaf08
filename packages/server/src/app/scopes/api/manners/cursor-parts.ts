import { badCursor, positionFromCursor } from './paging.ts';

const uuid = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

/**
 * The parts of the position in a cursor of this list: the groups of `pattern`. AppError `request.invalid`
 * for anything that no page of the list gave.
 */
export function partsFromCursor(
  cursor: string | undefined,
  list: string,
  pattern: RegExp,
): string[] | undefined {
  const position = positionFromCursor(cursor, list);
  if (position === undefined) return undefined;
  const match = pattern.exec(position);
  if (!match) throw badCursor();
  return match.slice(1);
}

/** The id in a cursor of this list. AppError `request.invalid` for anything that no page of it gave. */
export function idInCursor(cursor: string | undefined, list: string): string | undefined {
  return partsFromCursor(cursor, list, uuid)?.[0];
}

/** Of rows that were asked for with one more, those to show and where the next page begins. */
export function cutPage<R>(
  rows: readonly R[],
  limit: number,
  position: (row: R) => string,
): { items: R[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? position(last) : null };
}
