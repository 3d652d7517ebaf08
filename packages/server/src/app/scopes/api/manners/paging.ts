import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';

/** A cursor says where a page ended; wrapped, so that nobody builds one from parts. */
function wrap(position: string): string {
  return Buffer.from(position, 'utf8').toString('base64url');
}

/** The refusal of a cursor that no page gave. */
export function badCursor(): AppError {
  const fields = [{ path: 'cursor', message: 'This is not a cursor of this list.' }];
  return new AppError('request.invalid', { fields });
}

/** The id in a cursor. AppError `request.invalid` for anything that no page gave. */
export function idFromCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!isUuid(id) || wrap(id) !== cursor) throw badCursor();
  return id;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/**
 * Makes a page of `limit` from rows that were asked for with one more: the extra one says that there is
 * a next page.
 */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  to: { item: (row: R) => T; position: (row: R) => string | number },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: shown.map(to.item), next_cursor: hasMore ? wrap(String(to.position(last))) : null };
}

/** The name of a list in one of its orders: part of its cursors, which are of no use to another. */
type ListName = string;

/** The position in a cursor of this list. AppError `request.invalid` for anything that no page of it gave. */
export function positionFromCursor(cursor: string | undefined, list: ListName): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(`${list} `) || wrap(text) !== cursor) throw badCursor();
  return text.slice(list.length + 1);
}

/** As a page what a service listed together with the position to go on from. */
export function toPageOf<R, T>(
  listed: { items: readonly R[]; next: string | null },
  list: ListName,
  toItem: (row: R) => T,
): Page<T> {
  const { items, next } = listed;
  return { items: items.map(toItem), next_cursor: next === null ? null : wrap(`${list} ${next}`) };
}
