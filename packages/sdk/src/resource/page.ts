import type { Item, ListQuery, ListResult } from './store.types.ts';

export interface PageSizes {
  size: number;
  maxSize: number;
}

export interface Page<T> {
  items: Item<T>[];
  /** What stands beside `results`. */
  frame: { count?: number; next: string | null; previous: string | null };
}

/** The list that is asked for, but for the part of it. */
export type PagelessQuery<T> = Omit<ListQuery<T>, 'limit' | 'offset' | 'isCounted' | 'after' | 'isReversed'>;

export interface PageRequest<T> {
  url: URL;
  query: PagelessQuery<T>;
  list(query: ListQuery<T>): Promise<ListResult<T>>;
}

export type Pager = <T>(request: PageRequest<T>) => Promise<Page<T>>;

export const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined;

/** An unusable size is passed over, as in Django REST Framework. */
export function sizeOf(text: string | null, { size, maxSize }: PageSizes): number {
  const wanted = wholeNumber(text) ?? 0;
  return wanted < 1 ? Math.min(size, maxSize) : Math.min(wanted, maxSize);
}

export function linkWith(url: URL, changes: Record<string, string | null>): string {
  const link = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) link.searchParams.delete(name);
    else link.searchParams.set(name, value);
  }
  return link.href;
}
