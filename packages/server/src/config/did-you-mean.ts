/** Insertions, deletions, replacements and swaps of neighbours between two texts. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const costs = [
        (last[column] ?? Infinity) + 1,
        (current[column - 1] ?? Infinity) + 1,
        (last[column - 1] ?? Infinity) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity,
      ];
      current.push(Math.min(...costs));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? Infinity;
}

/** Whether every word of one name is in another: `A_B` in `A_C_B`. */
function hasEveryWord(name: string, wrong: string): boolean {
  const words = name.split('_');
  return wrong.split('_').every((word) => words.includes(word));
}

/** The known name that was probably meant: it only adds words, or differs in at most a third. */
export function closestName(wrong: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wrong, name), isFuller: hasEveryWord(name, wrong) }))
    .filter(
      ({ name, distance, isFuller }) => isFuller || distance <= Math.max(2, Math.floor(name.length / 3)),
    )
    .sort((a, b) => Number(b.isFuller) - Number(a.isFuller) || a.distance - b.distance);
  return ranked[0]?.name;
}
