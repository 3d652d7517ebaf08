import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';

/** A cursor says where a page ended; wrapped, so that nobody builds one from parts. */
function wrap(position: string): string {
  return Buffer.from(position, 'utf8').toString('base64url');
}

function badCursor(): AppError {
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

/** The positive whole number in a cursor. AppError `request.invalid` for anything that no page gave. */
export function numberFromCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[1-9]\d{0,15}$/.test(text) || wrap(text) !== cursor) throw badCursor();
  return Number(text);
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
