/** Numbers in milliseconds, as measured. */
export type Sample = readonly number[];

export function median(sample: Sample): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * How likely one of `a` is greater than one of `b`, ties being half: 0.5 when time tells nothing, 0 or 1 when a single
 * request tells all. It is the statistic of Mann and Whitney over the number of pairs, so a few outliers do not
 * matter.
 */
export function chanceOfGreater(a: Sample, b: Sample): number {
  let greater = 0;
  for (const x of a) for (const y of b) greater += x > y ? 1 : x === y ? 0.5 : 0;
  return greater / (a.length * b.length);
}

/** The standard deviation of `chanceOfGreater` for two samples of one distribution (Mann and Whitney, 1947). */
export function chanceDeviation(a: Sample, b: Sample): number {
  return Math.sqrt((a.length + b.length + 1) / (12 * a.length * b.length));
}
