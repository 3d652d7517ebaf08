import { notFound } from './answer.ts';
import { linkWith, sizeOf, type Page, type PageRequest, type PageSizes } from './page.ts';
import type { Item, ItemId, Order, OrderValue, Position } from './store.types.ts';

/** A place in a list, and which way to read from there. */
interface Cursor {
  position: Position;
  isReversed: boolean;
}

/** One word for the order, so that a cursor is not used with another one. */
const signatureOf = <T>(order: readonly Order<T>[]): string =>
  order.map(({ field, isDescending }) => (isDescending ? '-' : '') + field).join(',');

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

function valueOf(data: Record<string, unknown>, field: string): OrderValue {
  const value = data[field] ?? null;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`Lists cannot be ordered by ${field}: it is neither text nor a number`);
}

function encode<T>(item: Item<T>, order: readonly Order<T>[], isReversed: boolean): string {
  const values = order.map(({ field }) => valueOf(item.data as Record<string, unknown>, field));
  return toBase64Url(JSON.stringify([signatureOf(order), isReversed ? 1 : 0, values, item.id]));
}

const isId = (value: unknown): value is ItemId => typeof value === 'string' || Number.isSafeInteger(value);

const isOrderValue = (value: unknown): value is OrderValue =>
  value === null || typeof value === 'string' || Number.isFinite(value);

/** Cursors come back from clients, so that nothing is believed of them. */
function decode<T>(text: string, order: readonly Order<T>[]): Cursor | undefined {
  if (text.length > 4096) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(fromBase64Url(text));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [signature, direction, values, id] = parts as unknown[];
  if (signature !== signatureOf(order) || !Array.isArray(values) || values.length !== order.length)
    return undefined;
  if (!values.every(isOrderValue) || !isId(id) || (direction !== 0 && direction !== 1)) return undefined;
  if ([...values, id].some((value) => typeof value === 'string' && value.includes('\0'))) return undefined;
  return { position: { values, id }, isReversed: direction === 1 };
}

function cursorOf<T>(url: URL, order: readonly Order<T>[]): Cursor | undefined {
  const text = url.searchParams.get('cursor');
  if (text === null || text === '') return undefined;
  const cursor = decode(text, order);
  if (!cursor) throw notFound('Invalid cursor.');
  return cursor;
}

export async function cursorPage<T>(request: PageRequest<T>, sizes: PageSizes): Promise<Page<T>> {
  const { url, query, list } = request;
  const size = sizeOf(url.searchParams.get('page_size'), sizes);
  const cursor = cursorOf(url, query.order);
  const isReversed = cursor?.isReversed ?? false;
  // One more than is shown tells whether there is another page.
  const part = { limit: size + 1, offset: 0, isCounted: false, after: cursor?.position, isReversed };
  const found = (await list({ ...query, ...part })).items;
  const hasMore = found.length > size;
  const items = found.slice(0, size);
  if (isReversed) items.reverse();
  const linkAt = (item: Item<T> | undefined, isBack: boolean): string | null =>
    item ? linkWith(url, { cursor: encode(item, query.order, isBack) }) : null;
  return {
    items,
    frame: {
      next: isReversed || hasMore ? linkAt(items.at(-1), false) : null,
      previous: (isReversed ? hasMore : cursor !== undefined) ? linkAt(items[0], true) : null,
    },
  };
}
