import type { Told } from './items.rules.ts';

/** Whoever was created before a snapshot is in it, and no token is older than its user. A million of them may be recent. */
export const notReplayed: readonly string[] = ['user.created'];

/**
 * Without asking for a snapshot again that was taken since: whoever follows from a snapshot, and has what was
 * revoked before replayed, would never come to an end.
 */
export function withoutOldResets(told: readonly Told[], knownUpTo: number): Told[] {
  return told.flatMap((one) => {
    if (one.position > knownUpTo) return [one];
    const items = one.items.filter(({ kind }) => kind !== 'reset');
    return items.length === 0 ? [] : [{ ...one, items }];
  });
}
