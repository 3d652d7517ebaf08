/** A schema as a database tells it, for comparisons. */
export interface Schema {
  tables: Record<string, Table>;
  /** Whatever is neither table nor index: triggers, functions. */
  others: string[];
}

export interface Table {
  /** In their order. */
  columns: Column[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  indexes: Index[];
  /** What only this engine knows, such as `without rowid`. */
  options: string[];
}

export interface Column {
  name: string;
  type: string;
  isNullable: boolean;
  default: string | null;
}

export interface ForeignKey {
  columns: string[];
  references: string;
  onDelete: string;
}

export interface Index {
  /** Null for one that a constraint made, which each engine names as it likes. */
  name: string | null;
  isUnique: boolean;
  /** Columns or expressions. */
  keys: string[];
  condition: string | null;
}

export function byText<T>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** One way of writing for what the engines write in several: no quotes, casts, parentheses, or spaces to spare. */
export function plain(expression: string): string {
  return expression
    .toLowerCase()
    .replace(/::[a-z]+/g, '')
    .replace(/"/g, '')
    .replace(/[()]/g, ' ')
    .replace(/\s*([=,])\s*/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .trim();
}
