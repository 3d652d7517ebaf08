import type { FieldName } from '../store.types.ts';

/**
 * How a value is kept. `boolean`: a boolean on PostgreSQL, 0 or 1 on SQLite. `flag`: 0 or 1 on both. `json`: an object
 * or a list, as `json`, `jsonb` or text. A timestamp of PostgreSQL is read as ISO 8601 where the field is `text`.
 */
export type ColumnType = 'text' | 'number' | 'boolean' | 'flag' | 'json';

export interface ColumnSpec {
  type: ColumnType;
  /** Default: the name of the field. */
  column?: string;
  /** Null in the column means that the item does not have the field. Default false: it has it, and it is null. */
  isOptional?: boolean;
}

/** Every field has its column; of one that may be absent, this is said. */
export type Columns<T> = {
  readonly [F in FieldName<T>]-?: undefined extends T[F]
    ? ColumnSpec & { isOptional: true }
    : ColumnType | ColumnSpec;
};

export interface KyselyResourceOptions<T extends object> {
  /** With its schema where it has one: `sales.subscribers`. */
  table: string;
  columns: Columns<T>;
  /** Default: `integer`, which the database counts up, in the column `id`. Others are made by `newId`. */
  id?: { column?: string; type?: 'integer' | 'uuid' | 'text' };
  /** Default: a random UUID. */
  newId?: () => string;
  /** Text that may be null; null where items have no owner. Default `owner`. */
  ownerColumn?: string | null;
  /** A whole number. Default `version`. */
  versionColumn?: string;
}
