import type { PageOf } from './list-query.ts';

/** Lists that are read whole are short; one that is not ends here. */
const mostPages = 10;

/** Every item of a list of the management API, page after page. */
export async function loadAll<T>(load: (cursor: { cursor?: string }) => Promise<PageOf<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: { cursor?: string } = {};
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await load(cursor);
    items.push(...page.items);
    if (page.next_cursor === null) break;
    cursor = { cursor: page.next_cursor };
  }
  return items;
}
