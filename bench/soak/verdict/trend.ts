import { median } from '../../support/load.ts';

export type Point = [x: number, y: number];

/** What is judged is what comes after the warm-up. */
export function afterWarmUp(points: readonly Point[], warmUpEndsAt: number): Point[] {
  return points.filter(([x]) => x >= warmUpEndsAt);
}

/** The median of the slopes between all points (Theil and Sen): outliers, up to a quarter of them, change nothing. */
export function slopeOf(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [index, [x, y]] of points.entries()) {
    for (const [laterX, laterY] of points.slice(index + 1)) slopes.push((laterY - y) / (laterX - x));
  }
  return slopes.length === 0 ? Number.NaN : median(slopes);
}

/** The least of each of so many stretches: what a heap holds when its garbage has just been collected. */
export function floorOf(points: readonly Point[], stretches: number): Point[] {
  const size = Math.max(1, Math.ceil(points.length / stretches));
  const floor: Point[] = [];
  for (let start = 0; start < points.length; start += size) {
    const stretch = points.slice(start, start + size);
    const least = Math.min(...stretch.map(([, y]) => y));
    const found = stretch.find(([, y]) => y === least);
    if (found) floor.push(found);
  }
  return floor;
}

export interface Trend {
  typical: number;
  /** By how much it rises over the time that is judged; below zero when it falls. */
  rise: number;
}

export function trendOf(points: readonly Point[]): Trend {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || last[0] === first[0]) throw new TypeError('Nothing to judge: too few samples');
  return { typical: median(points.map(([, y]) => y)), rise: slopeOf(points) * (last[0] - first[0]) };
}
