import type { CompiledQuery } from 'kysely';
import type { Db } from './schema.ts';

/** Runs a query that finds a few rows by key, on the committed state. */
export type Lookup = (query: CompiledQuery) => Promise<unknown[]>;

const lookups = new WeakMap<Db, Lookup>();

/** Says that a database answers lookups in a way of its own, faster than queries; outside of transactions only. */
export function answerLookups(db: Db, lookup: Lookup): void {
  lookups.set(db, lookup);
}

/** Undefined inside a transaction, which has to see what it did itself, and where there is no better way. */
export function lookupOf(db: Db): Lookup | undefined {
  return lookups.get(db);
}
