import type { Db } from '#platform/db/schema.ts';
import { toUser } from '../users.table.ts';
import { comparePositions, compareText, isWanted, positionOf, type Candidate } from './candidate.rules.ts';
import type { UserListQuery, UserPage, UserPosition } from './listing.types.ts';
import { mergeSearch, type Merged } from './search-merge.rules.ts';
import {
  isHopeless,
  isInOrder,
  narrowSources,
  sourceInOrder,
  type SearchKeys,
  type UserSource,
} from './source.rules.ts';
import { readPrefix, readSource } from './sources.store.ts';

/** What one page may cost, in rows. */
export interface ListingBounds {
  /** So many of a source are looked at for one page. */
  maxLookedAt: number;
  /** A source of at most so many is read as a whole and put in order here. */
  maxSorted: number;
}

const defaultBounds: ListingBounds = { maxLookedAt: 200, maxSorted: 200 };

interface BoundedQuery extends UserListQuery {
  bounds: ListingBounds;
}

/** Some of a source, in its order. */
interface Reading {
  query: BoundedQuery;
  after: UserPosition | undefined;
  count: number;
}

async function readSearch(db: Db, keys: SearchKeys, { query, after, count }: Reading): Promise<Merged> {
  const read = (column: 'email_key' | 'username_key', prefix: string) => {
    const isBegun = after !== undefined && compareText(after.key, prefix) > 0;
    return readPrefix(db, { column, prefix, from: isBegun ? after.key : prefix, count }, query.filter);
  };
  const [byEmail, byUsername] = await Promise.all([
    read('email_key', keys.email),
    read('username_key', keys.username),
  ]);
  return mergeSearch({ byEmail, byUsername, count }, keys, after);
}

/** Of a source that gives users in the order asked for. */
async function readInOrder(db: Db, source: UserSource, reading: Reading): Promise<Merged> {
  const { query, after, count } = reading;
  const { ordering, filter } = query;
  if (source.kind === 'search') return readSearch(db, source.keys, reading);
  const stretch = { from: after?.key, isDescending: ordering.isDescending, count };
  const rows = await readSource(db, source, { filter, stretch });
  const candidates = rows.flatMap((row) => {
    const position = positionOf(row, ordering, filter);
    return position === undefined ? [] : [{ row, position }];
  });
  return { candidates, end: rows.length < count ? null : (candidates.at(-1)?.position ?? null) };
}

function toPage(found: Candidate[], limit: number, end: UserPosition | null): UserPage {
  const shown = found.slice(0, limit);
  const next = found.length > limit ? (shown.at(-1)?.position ?? null) : end;
  return { users: shown.map(({ row }) => toUser(row)), next };
}

/** Goes through a source in its order until the page is full or enough rows were looked at. */
async function walk(db: Db, source: UserSource, query: BoundedQuery): Promise<UserPage> {
  const isMatch = isWanted(query.filter);
  const found: Candidate[] = [];
  const { maxLookedAt } = query.bounds;
  let { after } = query;
  let count = query.limit + 1;
  for (let lookedAt = 0; ;) {
    const { candidates, end } = await readInOrder(db, source, { query, after, count });
    found.push(...candidates.filter(({ row }) => isMatch(row)));
    lookedAt += count;
    if (found.length > query.limit || end === null || lookedAt >= maxLookedAt) {
      return toPage(found, query.limit, end);
    }
    after = end;
    // Two at least: a search goes on from the key where it stopped, and must come past it.
    count = Math.max(2, Math.min(2 * count, maxLookedAt - lookedAt));
  }
}

/** All of a source, when they are few; undefined otherwise. */
async function readFew(
  db: Db,
  source: UserSource,
  query: BoundedQuery,
): Promise<Candidate['row'][] | undefined> {
  const { maxSorted } = query.bounds;
  const count = maxSorted + 1;
  if (source.kind === 'search') {
    // It reads two ranges, and these people are scattered over the table.
    const half = { query, after: undefined, count: Math.ceil(maxSorted / 2) + 1 };
    const { candidates, end } = await readSearch(db, source.keys, half);
    return end === null ? candidates.map(({ row }) => row) : undefined;
  }
  const rows = await readSource(db, source, { filter: query.filter, stretch: { count } });
  return rows.length < count ? rows : undefined;
}

function sortFew(rows: Candidate['row'][], query: UserListQuery): UserPage {
  const { ordering, filter, after, limit } = query;
  const sign = ordering.isDescending ? -1 : 1;
  const compare = (a: UserPosition, b: UserPosition): number => sign * comparePositions(a, b);
  const found = rows.filter(isWanted(filter)).flatMap((row) => {
    const position = positionOf(row, ordering, filter);
    const isShown = position !== undefined && (after === undefined || compare(position, after) > 0);
    return isShown ? [{ row, position }] : [];
  });
  found.sort((a, b) => compare(a.position, b.position));
  return toPage(found, limit, null);
}

/**
 * One page of users, at a cost that does not grow with how many there are: some index gives the order
 * asked for, or those who can be meant are so few that they are sorted here.
 */
export async function listUsers(
  db: Db,
  asked: UserListQuery,
  bounds: ListingBounds = defaultBounds,
): Promise<UserPage> {
  const query: BoundedQuery = { ...asked, bounds };
  if (isHopeless(query.filter)) return { users: [], next: null };
  for (const source of narrowSources(query.filter)) {
    if (isInOrder(source, query.ordering)) return walk(db, source, query);
    const few = await readFew(db, source, query);
    if (few) return sortFew(few, query);
  }
  return walk(db, sourceInOrder(query), query);
}
