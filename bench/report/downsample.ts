export type Point = [x: number, y: number];

/** At most so many points, in order: the first, the last, and of each stretch the lowest and the highest. */
export function downsample(points: readonly Point[], limit: number): Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= limit || first === undefined || last === undefined) return [...points];
  const inner = points.slice(1, -1);
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = Array.from({ length: stretches }, (_, index) => {
    const start = Math.floor((index * inner.length) / stretches);
    return extremesOf(inner.slice(start, Math.floor(((index + 1) * inner.length) / stretches)));
  });
  return [first, ...kept.flat(), last];
}

function extremesOf(stretch: readonly Point[]): Point[] {
  const heights = stretch.map(([, y]) => y);
  const low = heights.indexOf(Math.min(...heights));
  const high = heights.indexOf(Math.max(...heights));
  return stretch.filter((_, index) => index === low || index === high);
}
