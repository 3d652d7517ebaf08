/** A key of the left map, its value there, and its value in the right map or null. */
export type JoinedRow<Key, Left, Right> = [key: Key, left: Left, right: Right | null];

/**
 * Every entry of the left map, in its order, with what the right map has under the same key; null where it
 * has nothing. What only the right map has is left out. One look-up for each key.
 */
export function leftJoin<Key, Left, Right>(
  left: ReadonlyMap<Key, Left>,
  right: ReadonlyMap<Key, Right>,
): JoinedRow<Key, Left, Right>[] {
  return Array.from(left, ([key, value]) => [key, value, right.get(key) ?? null]);
}
