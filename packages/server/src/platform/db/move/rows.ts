/** The values of one row, in the order of the columns that were asked for. */
export type Row = readonly unknown[];

/** A piece of a table, in the order of its key. */
export interface Range {
  /** A key, exclusive; without it from the start. */
  after?: Row | undefined;
  /** A key, inclusive; without it to the end. */
  upTo?: Row | undefined;
  /** Rows at most. */
  limit?: number;
}

/** The same for equal keys only. */
function keyText(row: Row, keySize: number): string {
  return JSON.stringify(row.slice(0, keySize));
}

function isSameRow(one: Row, other: Row): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

export interface Differences {
  /** In the first and not in the second. */
  added: Row[];
  /** In both, and not the same: as they are in the first. */
  changed: Row[];
  /** In the second and not in the first. */
  removed: Row[];
}

/** What would have to be done to the second to make it the first. */
export function compareRows(first: readonly Row[], second: readonly Row[], keySize: number): Differences {
  // Both come in the order of the key, so where nothing differs nothing need be looked up.
  if (first.length === second.length && first.every((row, at) => isSameRow(row, second[at] ?? []))) {
    return { added: [], changed: [], removed: [] };
  }
  const found = new Map(second.map((row) => [keyText(row, keySize), row]));
  const differences: Differences = { added: [], changed: [], removed: [] };
  for (const row of first) {
    const key = keyText(row, keySize);
    const other = found.get(key);
    found.delete(key);
    if (other === undefined) differences.added.push(row);
    else if (!isSameRow(row, other)) differences.changed.push(row);
  }
  differences.removed.push(...found.values());
  return differences;
}
