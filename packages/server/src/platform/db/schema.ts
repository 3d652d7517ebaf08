import type { Kysely } from 'kysely';

interface BackfillRow {
  name: string;
  position: string | null;
  rows_done: number;
  started_at: number;
  updated_at: number;
  finished_at: number | null;
}

/**
 * Every table of the product. Each module adds its own from its `*.table.ts` by declaration merging,
 * so this folder stays ignorant of identity.
 */
export interface Tables {
  kysely_migration: { name: string; timestamp: string };
  schema_support: { id: number; oldest: string };
  backfills: BackfillRow;
}

/** Something to read with: the committed state, or an open transaction. */
export type Db = Kysely<Tables>;

declare const insideTransaction: unique symbol;

/** The one open transaction. A function that must not run outside one takes this type. */
export type Tx = Db & { readonly [insideTransaction]: true };

export type DialectName = 'sqlite' | 'postgres';
