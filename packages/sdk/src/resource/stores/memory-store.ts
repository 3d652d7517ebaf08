import { matches } from '../condition.ts';
import type { Item, ListQuery, Order, OrderValue, Position, ResourceStore } from '../store.types.ts';

const compare = <V extends string | number>(a: V, b: V): number => (a < b ? -1 : a > b ? 1 : 0);

/** Null counts as larger than everything. */
function compareValues(a: OrderValue, b: OrderValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number' ? compare(a, b) : compare(String(a), String(b));
}

const valueOf = <T>({ data }: Item<T>, { field }: Order<T>): OrderValue =>
  (data[field] ?? null) as OrderValue;

const positionOf = <T>(item: Item<T>, order: readonly Order<T>[]): Position => ({
  values: order.map((one) => valueOf(item, one)),
  id: item.id,
});

function comparePositions<T>(a: Position, b: Position, order: readonly Order<T>[]): number {
  for (const [index, { isDescending }] of order.entries()) {
    const result = compareValues(a.values[index] ?? null, b.values[index] ?? null);
    if (result !== 0) return isDescending ? -result : result;
  }
  return compareValues(a.id, b.id);
}

function isFound<T>({ data }: Item<T>, search: NonNullable<ListQuery<T>['search']>): boolean {
  const texts = search.fields.map((field) => String(data[field] ?? '').toLowerCase());
  return search.terms.every((term) => texts.some((text) => text.includes(term.toLowerCase())));
}

function matching<T>(all: Iterable<Item<T>>, { where, search }: ListQuery<T>): Item<T>[] {
  return [...all].filter((item) => (!where || matches(item, where)) && (!search || isFound(item, search)));
}

function pageOf<T>(items: readonly Item<T>[], query: ListQuery<T>): Item<T>[] {
  const { order, after, isReversed = false, offset, limit } = query;
  const direction = isReversed ? -1 : 1;
  return items
    .map((item) => ({ item, position: positionOf(item, order) }))
    .filter(({ position }) => !after || comparePositions(position, after, order) * direction > 0)
    .sort((a, b) => comparePositions(a.position, b.position, order) * direction)
    .slice(offset, offset + limit)
    .map(({ item }) => item);
}

export interface MemoryStoreOptions<T> {
  /** What is there from the start, with the ids 1, 2, 3 … */
  items?: readonly T[];
}

/** Keeps items as long as the process lives: for tests, and to begin with. Ids count from 1. */
export function memoryResourceStore<T extends object>(options: MemoryStoreOptions<T> = {}): ResourceStore<T> {
  const items = new Map<string, Item<T>>();
  let lastId = 0;
  // What is given out is a copy, so that nobody changes the store by it.
  const copy = (item: Item<T>): Item<T> => structuredClone(item);
  const current = (id: string | number, version: number): Item<T> | undefined => {
    const item = items.get(String(id));
    return item?.version === version ? item : undefined;
  };
  function add(owner: string | null, data: T): Item<T> {
    const item = copy({ id: ++lastId, version: 1, owner, data });
    items.set(String(item.id), item);
    return copy(item);
  }
  for (const data of options.items ?? []) add(null, data);
  return {
    async list(query) {
      const found = matching(items.values(), query);
      const page = pageOf(found, query).map(copy);
      return query.isCounted ? { items: page, total: found.length } : { items: page };
    },
    async find(id) {
      const item = items.get(id);
      return item && copy(item);
    },
    insert: async ({ owner, data }) => add(owner, data),
    async update({ id, expectedVersion, data }) {
      const item = current(id, expectedVersion);
      if (!item) return undefined;
      const changed = copy({ ...item, version: item.version + 1, data });
      items.set(String(id), changed);
      return copy(changed);
    },
    delete: async ({ id, expectedVersion }) =>
      current(id, expectedVersion) !== undefined && items.delete(String(id)),
  };
}
