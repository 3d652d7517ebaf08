import type { Kept } from '../report/figures.types.ts';

/** One figure with its bound. A case that misses its bound fails the benchmark. */
export interface Figure {
  name: string;
  value: string;
  bound: string;
  isMet: boolean;
  details: string;
}

export interface BenchOptions {
  rounds: number;
  seconds: number;
  /** The most users and tokens that anything is measured with. */
  users: number;
  tokens: number;
  /** For the report, beside the figures. */
  keep(part: Kept): void;
}

export function atLeast(ratio: number, bound: number): Pick<Figure, 'value' | 'bound' | 'isMet'> {
  return { value: ratio.toFixed(2), bound: `>= ${bound.toFixed(2)}`, isMet: ratio >= bound };
}

/** Worth knowing, and bound by nothing. */
export function measured(ratio: number): Pick<Figure, 'value' | 'bound' | 'isMet'> {
  return { value: ratio.toFixed(2), bound: 'measured', isMet: true };
}

export function below(value: number, bound: number, unit: string): Pick<Figure, 'value' | 'bound' | 'isMet'> {
  return { value: `${value.toFixed(1)} ${unit}`, bound: `< ${String(bound)} ${unit}`, isMet: value < bound };
}
