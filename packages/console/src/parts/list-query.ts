import { queryOptions, type QueryKey } from '@tanstack/react-query';

export interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
}

/** A list of the management API. */
export interface ListQuery<T> {
  /** What the list is, with everything that narrows it: another one begins at its first page. */
  queryKey: QueryKey;
  /** `cursor` is for the query of the call: nothing for the first page. */
  load: (cursor: { cursor?: string }) => Promise<PageOf<T>>;
}

export function pageQuery<T>({ queryKey, load }: ListQuery<T>, cursor?: string) {
  return queryOptions({
    queryKey: [...queryKey, cursor ?? ''],
    queryFn: () => load(cursor === undefined ? {} : { cursor }),
  });
}
