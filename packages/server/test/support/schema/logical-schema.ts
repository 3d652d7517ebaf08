import { byText, plain, type Column, type Index, type Schema, type Table } from './schema.types.ts';

/** The same schema, whichever engine it is on: without what only one of them has. */
export function logicalSchema({ tables }: Schema): Record<string, Omit<Table, 'options'>> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      {
        columns: byText(table.columns.filter((column) => !isOfOneEngine(name, column)).map(logicalColumn)),
        primaryKey: table.primaryKey,
        foreignKeys: table.foreignKeys,
        indexes: byText(table.indexes.map(logicalIndex)),
      },
    ]),
  );
}

/**
 * Allowed to differ: `events.tx_id` lets readers on PostgreSQL wait for transactions that are still open, which
 * SQLite, where one writes at a time, has no need of.
 */
function isOfOneEngine(table: string, column: Column): boolean {
  return table === 'events' && column.name === 'tx_id';
}

/**
 * Allowed to differ: numbers of several sizes, who numbers a key, and the collation, which is by code point on SQLite
 * anyway, and on PostgreSQL wherever it matters (see `comparedByLanguage`).
 */
function logicalColumn(column: Column): Column {
  const isNumber = /^(integer|bigint|smallint)( a)?$/.test(column.type);
  return {
    ...column,
    type: isNumber ? 'number' : column.type.replace(/^text (C|default)$/, 'text'),
    default: column.default === null ? null : plain(column.default),
  };
}

function logicalIndex({ condition, ...index }: Index): Index {
  return { ...index, condition: condition?.split(' and ').sort().join(' and ') ?? null };
}

/** Columns that PostgreSQL would put in another order than SQLite, among those that are ordered: JSON never is. */
export function comparedByLanguage({ tables }: Schema): string[] {
  return Object.entries(tables).flatMap(([name, { columns, primaryKey, indexes }]) => {
    const ordered = new Set([...primaryKey, ...indexes.flatMap(({ keys }) => keys)]);
    const isWrong = ({ type, name: column }: Column): boolean =>
      type === 'text default' && ordered.has(column);
    return columns.filter(isWrong).map((column) => `${name}.${column.name}`);
  });
}
