import { sql, type RawBuilder } from 'kysely';
import type { FieldName, Item, ItemId } from '../store.types.ts';
import type { ColumnSpec, ColumnType, KyselyResourceOptions } from './kysely.types.ts';

export type Row = Record<string, unknown>;

interface FieldColumn<T> {
  field: FieldName<T>;
  name: string;
  type: ColumnType;
  isOptional: boolean;
}

/** How the items of a resource lie in the columns of its table. */
export interface ItemColumns<T> {
  /** SQLite has no types for booleans and JSON, and another way to disregard case. */
  isSqlite: boolean;
  id: RawBuilder<unknown>;
  owner: RawBuilder<unknown> | undefined;
  version: RawBuilder<unknown>;
  /** All of them, for `select` and `returning`. */
  all: RawBuilder<unknown>;
  refTo(field: FieldName<T>): RawBuilder<unknown>;
  /** A value of the field, as the database takes it. */
  encode(field: FieldName<T>, value: unknown): unknown;
  /** Columns and values of everything but the id and the version. */
  entriesOf(item: { owner?: string | null; data: T }): { ref: RawBuilder<unknown>; value: unknown }[];
  itemOf(row: Row): Item<T>;
  /** Undefined for text that can be no id. */
  idOf(text: string): ItemId | undefined;
  /** The field that a column belongs to. */
  fieldOf(column: string): FieldName<T> | undefined;
}

function encodeAs(type: ColumnType, value: unknown, isSqlite: boolean): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'json') return JSON.stringify(value);
  if (type === 'flag' || (type === 'boolean' && isSqlite)) return value === true ? 1 : 0;
  return value;
}

function decodeAs(type: ColumnType, value: unknown): unknown {
  if (value === null) return null;
  // Large and exact numbers of PostgreSQL come as text.
  if (type === 'number') return Number(value);
  if (type === 'boolean' || type === 'flag') return value === true || Number(value) === 1;
  if (type === 'json') return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  return value instanceof Date ? value.toISOString() : value;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const idReaders: Record<'integer' | 'uuid' | 'text', (text: string) => ItemId | undefined> = {
  integer: (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined),
  uuid: (text) => (uuid.test(text.toLowerCase()) ? text.toLowerCase() : undefined),
  text: (text) => text,
};

function fieldColumns<T extends object>({ columns }: KyselyResourceOptions<T>): FieldColumn<T>[] {
  const specs = Object.entries(columns) as [FieldName<T>, ColumnType | ColumnSpec][];
  return specs.map(([field, spec]) => {
    const { type, column = field, isOptional = false } = typeof spec === 'string' ? { type: spec } : spec;
    return { field, name: column, type, isOptional };
  });
}

export function itemColumns<T extends object>(
  options: KyselyResourceOptions<T>,
  isSqlite: boolean,
): ItemColumns<T> {
  const { id = {}, ownerColumn = 'owner', versionColumn = 'version' } = options;
  const idColumn = id.column ?? 'id';
  const idType = id.type ?? 'integer';
  const fields = fieldColumns(options);
  const byField = new Map(fields.map((one) => [one.field, one]));
  const names = [idColumn, versionColumn, ...(ownerColumn === null ? [] : [ownerColumn])];
  const columnOf = (field: FieldName<T>): FieldColumn<T> => {
    const column = byField.get(field);
    if (!column) throw new TypeError(`The field ${field} has no column`);
    return column;
  };

  function dataOf(row: Row): T {
    const entries = fields
      .filter(({ name, isOptional }) => !isOptional || row[name] !== null)
      .map(({ field, name, type }) => [field, decodeAs(type, row[name])] as const);
    return Object.fromEntries(entries) as T;
  }

  return {
    isSqlite,
    id: sql.id(idColumn),
    owner: ownerColumn === null ? undefined : sql.id(ownerColumn),
    version: sql.id(versionColumn),
    all: sql.join([...names, ...fields.map(({ name }) => name)].map((name) => sql.id(name))),
    refTo: (field) => sql.id(columnOf(field).name),
    encode: (field, value) => encodeAs(columnOf(field).type, value, isSqlite),
    entriesOf({ owner, data }) {
      const entries = fields.map(({ field, name, type }) => ({
        ref: sql.id(name),
        value: encodeAs(type, data[field], isSqlite),
      }));
      if (owner === undefined || ownerColumn === null) return entries;
      return [{ ref: sql.id(ownerColumn), value: owner }, ...entries];
    },
    itemOf: (row) => ({
      id: idType === 'integer' ? Number(row[idColumn]) : String(row[idColumn]),
      version: Number(row[versionColumn]),
      owner: ownerColumn === null ? null : (row[ownerColumn] as string | null),
      data: dataOf(row),
    }),
    idOf: idReaders[idType],
    fieldOf: (column) => fields.find(({ name }) => name === column)?.field,
  };
}
