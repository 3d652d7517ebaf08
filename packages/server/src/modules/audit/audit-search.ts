import type { Db } from '#platform/db/schema.ts';
import {
  countUpTo,
  findEdgeOf,
  listActions,
  listWalked,
  remainingOf,
  type Driver,
  type KeyColumn,
  type Walk,
} from './audit-search.store.ts';
import type {
  AuditEntry,
  AuditFilter,
  AuditPage,
  AuditPosition,
  AuditQuery,
  AuditSearch,
} from './audit.types.ts';

/** How many entries one page looks at when the index along which it walks does not answer everything. */
const defaultMaxLookedAt = 2_000;

export function isByTime(filter: AuditFilter): boolean {
  return filter.from !== undefined || filter.to !== undefined;
}

type Key = NonNullable<Driver['key']>;

async function keysOf(db: Db, { actorId, targetId, action }: AuditFilter): Promise<Key[]> {
  const keys: Key[] = [];
  const add = (column: KeyColumn, value: string | undefined): void => {
    if (value !== undefined) keys.push({ column, values: [value] });
  };
  add('actor_id', actorId);
  add('target_id', targetId);
  if (action?.endsWith('.*') === true) {
    keys.push({ column: 'action', values: await listActions(db, action.slice(0, -1)) });
  } else {
    add('action', action);
  }
  return keys;
}

/**
 * Walks along the key with the fewest entries. In order of time that must be few enough to sort them;
 * otherwise the index of times is walked along.
 */
async function chooseDriver(db: Db, filter: AuditFilter, maxLookedAt: number): Promise<Driver> {
  const keys = await keysOf(db, filter);
  const byTime = isByTime(filter);
  const [only] = keys;
  if (!only) return { key: null, isByTime: byTime };
  if (keys.length === 1 && !byTime) return { key: only, isByTime: false };
  const counts = await Promise.all(
    keys.map(async (key) => (key.values.length === 0 ? 0 : countUpTo(db, key, maxLookedAt + 1))),
  );
  const fewest = Math.min(...counts);
  const key = keys[counts.indexOf(fewest)] ?? only;
  return { key: byTime && fewest > maxLookedAt ? null : key, isByTime: byTime };
}

/** Whether the walk reads no more than it shows: one ordered run of an index that answers everything. */
function isExact(walk: Walk): boolean {
  const { key } = walk.driver;
  return remainingOf(walk).length === 0 && (key === null || key.values.length === 1);
}

/** Where this page stops looking; undefined when it sees the end. */
async function findEdge(db: Db, walk: Walk, maxLookedAt: number): Promise<AuditPosition | undefined> {
  const { driver, order } = walk;
  // Few enough to look at all of them: that is why this key was chosen.
  if (isExact(walk) || (driver.isByTime && driver.key)) return undefined;
  const values = driver.key?.values ?? [null];
  const count = Math.max(1, Math.floor(maxLookedAt / values.length));
  const found = await Promise.all(values.map((value) => findEdgeOf(db, walk, { value, count })));
  const edges = found.filter((edge) => edge !== undefined);
  // The first that is reached: as far as that, no run is longer than its part.
  const isNearer = (one: AuditPosition, other: AuditPosition): boolean =>
    order === 'seq' ? one.seq < other.seq : one.seq > other.seq;
  return edges.reduce<AuditPosition | undefined>(
    (nearest, edge) => (nearest === undefined || isNearer(edge, nearest) ? edge : nearest),
    undefined,
  );
}

/** See AuditService.search. */
export async function searchEntries(
  db: Db,
  search: AuditSearch,
  maxLookedAt = defaultMaxLookedAt,
): Promise<AuditPage> {
  const { limit, order = '-seq', after, ...filter } = search;
  const walk: Walk = { driver: await chooseDriver(db, filter, maxLookedAt), filter, order, after };
  if (walk.driver.key?.values.length === 0) return { entries: [], next: null };
  const edge = await findEdge(db, walk, maxLookedAt);
  const rows = await listWalked(db, walk, { edge, limit: limit + 1 });
  const entries = rows.slice(0, limit);
  const last = rows.length > limit ? entries.at(-1) : undefined;
  if (!last) return { entries, next: edge ?? null };
  return { entries, next: { seq: last.seq, at: walk.driver.isByTime ? last.at : null } };
}

/** Page after page; the next one is read when it is asked for. */
export async function* walkPages(db: Db, search: AuditSearch): AsyncGenerator<AuditEntry[]> {
  let after = search.after;
  for (;;) {
    const page = await searchEntries(db, { ...search, ...(after && { after }) });
    yield page.entries;
    if (!page.next) return;
    after = page.next;
  }
}

/** See AuditService.list. */
export async function listNewest(db: Db, { before, limit, ...filter }: AuditQuery): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  const after = before === undefined ? {} : { after: { seq: before, at: null } };
  for await (const page of walkPages(db, { ...filter, ...after, limit })) {
    entries.push(...page);
    if (entries.length >= limit) break;
  }
  return entries.slice(0, limit);
}
