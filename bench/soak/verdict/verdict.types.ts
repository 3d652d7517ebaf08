import type { Point } from './trend.ts';

/** What a series may rise by over the time that is judged: a part of what is typical of it, or that much anyway. */
export interface Allowance {
  part: number;
  least: number;
}

export type SeriesKind = 'memory' | 'heap' | 'descriptors' | 'threads' | 'rows';

export interface MeasuredSeries {
  name: string;
  kind: SeriesKind;
  unit: string;
  /** Seconds since the load began. */
  points: Point[];
}

/** A table that grows by design. */
export interface GrowingTable {
  name: string;
  reason: string;
  points: Point[];
  /** What it may grow by over the time that is judged: of deeds that were done in it, and the rows of each. */
  expected: { deeds: number; least: number; most: number; of: string };
}

/** Times of one kind of request, in milliseconds, in the second and in the last third. */
export interface Latencies {
  name: string;
  second: readonly number[];
  last: readonly number[];
}

export interface Claim {
  name: string;
  holds: boolean;
  found: string;
}

export interface Observations {
  warmUpEndsAt: number;
  series: MeasuredSeries[];
  growing: GrowingTable[];
  latencies: Latencies[];
  /** What is either so or not: no unexpected answer, the mirror equal, the chain whole. */
  claims: Claim[];
}

export interface Finding {
  what: string;
  found: string;
  bound: string;
  isMet: boolean;
}

export interface Verdict {
  isFlat: boolean;
  findings: Finding[];
}
