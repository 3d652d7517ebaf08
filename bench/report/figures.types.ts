import type { Figure } from '../cases/case.ts';

/** What is written down of one run, and drawn and told of in docs/benchmarks.md. */
export interface Figures {
  machine: Machine;
  /** By the name of the case. */
  cases: Record<string, CaseFigures>;
  matrix?: MatrixRow[];
  growth?: GrowthRow[];
  pruning?: PruningRow[];
  memory?: MemoryRow[];
  /** By the name of what was profiled. */
  profiles?: Record<string, ProfileFigures>;
}

/** What the part of a case is that belongs to no bound. */
export type Kept = Pick<Figures, 'matrix' | 'growth' | 'pruning' | 'memory'>;

export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  sqlite: string;
  postgres: string;
}

export interface CaseFigures {
  rounds: number;
  seconds: number;
  tookSeconds: number;
  figures: Figure[];
}

export interface MatrixRow {
  operation: string;
  engine: string;
  workers: number;
  perSecond: number;
  /** Of the processes of the server. */
  perCpuSecond: number;
  /** What the database computes for one, in microseconds; 0 where it is part of the server. */
  databaseMicroseconds: number;
  /** As many as it answers. */
  fullP50Ms: number;
  fullP99Ms: number;
  /** At half of that. */
  halfP50Ms: number;
  halfP99Ms: number;
  baseline: string;
  baselinePerCpuSecond: number;
}

export interface GrowthRow {
  operation: string;
  engine: string;
  /** `10,000 users`, … */
  stage: string;
  /** Rows of users and of tokens together. */
  rows: number;
  perSecond: number;
  /** Of the server and the database together, for one. */
  microseconds: number;
  /** That, in verifications by a bare server that were measured beside it. */
  cost: number;
  halfP50Ms: number;
  halfP99Ms: number;
}

export interface PruningRow {
  engine: string;
  tokens: number;
  deleted: number;
  seconds: number;
  microsecondsEach: number;
  /** By the operation: with nothing beside it, and while millions of rows were deleted. */
  p99Ms: Record<string, { before: number; during: number }>;
}

export interface MemoryRow {
  what: string;
  megabytes: number;
}

export interface ProfileFigures {
  engine: string;
  perSecond: number;
  /** Microseconds of processor time of the server for one, by what they were spent on; the largest first. */
  groups: { name: string; microseconds: number; share: number }[];
  /** The functions that took most of it themselves. */
  functions: { name: string; group: string; share: number }[];
}
