import { notFound } from './answer.ts';
import { cursorPage } from './cursor-paging.ts';
import { linkWith, sizeOf, wholeNumber, type PageSizes, type Pager } from './page.ts';

export interface PagingOptions {
  /**
   * `page`: `?page=2&page_size=20`; `offset`: `?limit=20&offset=40`; both answer with a count, as Django REST
   * Framework does. `cursor`: `?cursor=…&page_size=20`, which neither counts nor passes over what it has shown, and
   * costs the same on every page. Default `page`.
   */
  style?: 'page' | 'offset' | 'cursor';
  /** Items on a page where the request does not say. Default 50. */
  size?: number;
  /** More than these are never on one page. Default 100. */
  maxSize?: number;
}

/** Far beyond every list, and well within what databases count with. */
const maxOffset = 1_000_000_000;

const byPage =
  (sizes: PageSizes): Pager =>
  async ({ url, query, list }) => {
    const limit = sizeOf(url.searchParams.get('page_size'), sizes);
    const number = wholeNumber(url.searchParams.get('page') ?? '1') ?? 0;
    if (number < 1 || number * limit > maxOffset) throw notFound('Invalid page.');
    const offset = (number - 1) * limit;
    const { items, total = 0 } = await list({ ...query, limit, offset, isCounted: true });
    // The first page of nothing is a page.
    if (number > 1 && offset >= total) throw notFound('Invalid page.');
    const previousPage = number === 2 ? null : String(number - 1);
    const next = offset + limit < total ? linkWith(url, { page: String(number + 1) }) : null;
    const previous = number === 1 ? null : linkWith(url, { page: previousPage });
    return { items, frame: { count: total, next, previous } };
  };

const byOffset =
  (sizes: PageSizes): Pager =>
  async ({ url, query, list }) => {
    const limit = sizeOf(url.searchParams.get('limit'), sizes);
    const offset = Math.min(wholeNumber(url.searchParams.get('offset')) ?? 0, maxOffset);
    const { items, total = 0 } = await list({ ...query, limit, offset, isCounted: true });
    const linkAt = (start: number): string =>
      linkWith(url, { limit: String(limit), offset: start > 0 ? String(start) : null });
    const next = offset + limit < total ? linkAt(offset + limit) : null;
    const previous = offset > 0 ? linkAt(offset - limit) : null;
    return { items, frame: { count: total, next, previous } };
  };

export function pagerOf({ style = 'page', size = 50, maxSize = 100 }: PagingOptions = {}): Pager {
  for (const [name, value] of Object.entries({ size, maxSize })) {
    if (!Number.isInteger(value) || value < 1)
      throw new TypeError(`paging.${name} must be a whole number above 0`);
  }
  const sizes = { size, maxSize };
  if (style === 'page') return byPage(sizes);
  return style === 'offset' ? byOffset(sizes) : (request) => cursorPage(request, sizes);
}
