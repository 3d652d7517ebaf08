import type { KnownUser } from '../directory/directory.types.ts';
import type { Mark, MirrorBatch, MirrorState, UserChange } from './store.types.ts';
import type { UserRecord } from '../wire.ts';

export const emptyState: MirrorState = {
  generation: 0,
  position: 0,
  head: null,
  cursor: null,
  floor: 0,
  resetPosition: 0,
};

/** The position that a cursor begins with; 0 for one without. */
export function positionOf(cursor: string): number {
  const [digits] = /^\d+/.exec(cursor) ?? ['0'];
  return Number(digits);
}

/** Whichever is further on; of two at the same place the second. */
export function furthest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return positionOf(other) >= positionOf(one) ? other : one;
}

/** Where a mirror goes on from: null when a snapshot is needed first. */
export function cursorOf({ cursor, resetPosition, floor }: MirrorState): string | null {
  return resetPosition > floor ? null : cursor;
}

/**
 * Whether a snapshot is of another history than what was seen before it was asked for: within one, positions never go
 * back, and a position has one cursor. Only a server that was restored from a backup has another.
 */
export function isOtherHistory(
  start: { position: number; cursor: string },
  seen: Pick<MirrorState, 'position' | 'head'>,
): boolean {
  if (start.position !== seen.position) return start.position < seen.position;
  return seen.head !== null && start.cursor !== seen.head;
}

/**
 * The state after a batch; undefined when the batch belongs to another generation than the store. A cursor is kept
 * only where there is one: while a snapshot is needed, no batch makes up for it.
 */
export function nextState(stored: MirrorState, batch: MirrorBatch): MirrorState | undefined {
  if (batch.generation !== stored.generation) return undefined;
  const { step } = batch;
  if (step?.kind === 'renew') return { ...emptyState, generation: stored.generation + 1 };
  const isFinished = step?.kind === 'finish';
  const canMove = step?.kind !== 'begin' && (stored.cursor !== null || isFinished);
  return {
    generation: stored.generation,
    position: Math.max(stored.position, batch.position, step === null ? 0 : step.position),
    head: furthest(stored.head, step?.kind === 'begin' ? step.head : batch.head),
    cursor: canMove ? furthest(stored.cursor, batch.cursor) : null,
    floor: step?.kind === 'complete' ? Math.max(stored.floor, step.position) : stored.floor,
    resetPosition: Math.max(stored.resetPosition, batch.resetPosition),
  };
}

/** The order of what is known. Of two as of the same moment the one that is told later. */
function isAsLate(mark: Mark, stored: Mark): boolean {
  if (mark.generation !== stored.generation) return mark.generation > stored.generation;
  return mark.position >= stored.position;
}

/**
 * Whether what is told takes the place of what is stored. A record that is older than the last whole snapshot adds
 * nothing: that snapshot holds it, or it has gone since; that something is gone is worth knowing at any time.
 */
export function winsOver(
  told: { mark: Mark; isGone: boolean },
  stored: Mark | undefined,
  { floor }: MirrorState,
): boolean {
  if (!told.isGone && told.mark.position < floor) return false;
  return stored === undefined || isAsLate(told.mark, stored);
}

/** Whether something that a snapshot marked `before` did not hold goes with it. */
export function isSwept(stored: Mark, before: Mark): boolean {
  return stored.generation < before.generation || stored.position < before.position;
}

/** Undefined where nothing that anybody could see changed. */
export function changeOf(sub: string, previous: UserRecord | null, now: KnownUser): UserChange | undefined {
  if (now.user !== null) {
    return previous !== null && isSameRecord(previous, now.user)
      ? undefined
      : { sub, previous, user: now.user };
  }
  return previous === null ? undefined : { sub, previous, user: null, reason: now.reason };
}

/** Whatever the order of keys, which stores do not keep. */
function isSameRecord(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const left = new Map(Object.entries(one));
  const right = new Map(Object.entries(other));
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && isSameRecord(value, right.get(key)))
  );
}
