import {
  afterKey,
  comparePositions,
  compareText,
  matchPosition,
  type Candidate,
  type CandidateRow,
} from './candidate.rules.ts';
import type { UserPosition } from './listing.types.ts';
import type { SearchKeys } from './source.rules.ts';

/** What was read of the two ranges of keys that a search goes through, each in order of its key. */
export interface SearchRead {
  byEmail: readonly CandidateRow[];
  byUsername: readonly CandidateRow[];
  /** How many were asked for of each: a range that gave so many may hold more. */
  count: number;
}

export interface Merged {
  candidates: Candidate[];
  /** How far the merge could look; null when both ranges are at their end. */
  end: UserPosition | null;
}

/** The keys up to which both ranges are known; undefined when they are known to their end. */
function knownUpTo({ byEmail, byUsername, count }: SearchRead): string | undefined {
  const lastKeys = [
    byEmail.length < count ? null : byEmail.at(-1)?.email_key,
    byUsername.length < count ? null : byUsername.at(-1)?.username_key,
  ];
  const [nearest] = lastKeys.filter((key) => key != null).sort(compareText);
  return nearest;
}

/**
 * Both ranges as one list without repetitions: everybody is shown at the smaller of their keys that
 * match, and passed over at the other.
 */
export function mergeSearch(read: SearchRead, keys: SearchKeys, after: UserPosition | undefined): Merged {
  const horizon = knownUpTo(read);
  const isKnown = ({ key }: UserPosition): boolean => horizon === undefined || compareText(key, horizon) <= 0;
  const byId = new Map<string, Candidate>();
  for (const row of [...read.byEmail, ...read.byUsername]) {
    const position = matchPosition(row, keys);
    if (position === undefined || !isKnown(position)) continue;
    if (after !== undefined && comparePositions(position, after) <= 0) continue;
    byId.set(row.id, { row, position });
  }
  const candidates = [...byId.values()].sort((a, b) => comparePositions(a.position, b.position));
  return { candidates, end: horizon === undefined ? null : { key: horizon, id: afterKey } };
}
