import type { Batch } from '../reading/batches.ts';

/** Transactions that stay open for longer are waited for, and those who follow hear that in the silence. */
const waitedForMs = 500;

/** Whether the end of a batch is the end of what was committed by `now`, but for the last half second. */
export function isUpToDate({ asOf }: Pick<Batch, 'asOf'>, now: number): boolean {
  return now - asOf <= waitedForMs;
}
