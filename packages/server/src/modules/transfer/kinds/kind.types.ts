import type { Caller } from '#modules/access';
import type { AppError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { EntryProblem } from '../records/records.types.ts';
import type { Outcome } from '../import/definitions/define.ts';
import type { Overlay } from '../import/overlay.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import type { ImportOptions } from '../transfer.types.ts';

export type { Outcome };

export type Reading<E> = { entry: E } | { problems: EntryProblem[] };

/** Reads the fields of a line of one kind; every problem at once. Pure. */
export type ReadThing<E> = (object: Record<string, unknown>) => Reading<E>;

/** Done, but for a part of the line that is of no use here. */
export interface Partly {
  outcome: Outcome;
  leftOut: AppError;
}

export type Became = Outcome | Partly | AppError;

export interface Things<E> {
  entries: readonly E[];
  caller: Caller;
  options: ImportOptions;
  /** What a dry run would have made by now. */
  overlay: Overlay;
}

/** Where a kind is written; a dry run only looks. */
export interface Target {
  db: Db;
  /** Null of a dry run, which finds out the same and writes nothing. */
  tx: Tx | null;
}

/**
 * Does what the entries say, one outcome for each in their order. What is wrong with one is returned, not thrown, and
 * found before anything of it is written: what is thrown undoes all of them. Audited by whoever calls.
 */
export type ImportThings<E> = (deps: TransferDeps, target: Target, things: Things<E>) => Promise<Became[]>;
