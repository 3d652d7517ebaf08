import type { Column, Index, Schema, Table } from './schema.types.ts';

/**
 * What code that was written for `before` could trip over in `after`: what it reads or writes is gone, is something
 * else, or asks for more than it gives. Empty for a step that only expands.
 */
export function breaksBetween(before: Schema, after: Schema): string[] {
  return Object.entries(before.tables).flatMap(([name, table]) => {
    const next = after.tables[name];
    return next ? tableBreaks(name, table, next) : [`${name} is gone`];
  });
}

function tableBreaks(name: string, before: Table, after: Table): string[] {
  const breaks: string[] = [];
  for (const column of before.columns) {
    const next = after.columns.find((one) => one.name === column.name);
    const complaint = next ? columnBreak(column, next) : 'is gone';
    if (complaint !== undefined) breaks.push(`${name}.${column.name} ${complaint}`);
  }
  for (const column of after.columns) {
    const isNew = !before.columns.some((one) => one.name === column.name);
    if (isNew && !column.isNullable && column.default === null) {
      breaks.push(`${name}.${column.name} is new and has to be given`);
    }
  }
  if (String(before.primaryKey) !== String(after.primaryKey)) breaks.push(`${name} has another primary key`);
  for (const index of newOf(before.indexes, after.indexes)) {
    if (index.isUnique) breaks.push(`${name} (${index.keys.join(', ')}) has to be unique`);
  }
  for (const { columns } of newOf(before.foreignKeys, after.foreignKeys)) {
    const isOfOld = columns.every((key) => before.columns.some((one) => one.name === key));
    if (isOfOld) breaks.push(`${name} (${columns.join(', ')}) has to refer to something`);
  }
  return breaks;
}

function columnBreak(before: Column, after: Column): string | undefined {
  if (before.type !== after.type) return `is ${after.type} now`;
  if (before.isNullable && !after.isNullable) return 'may not be null any more';
  return before.default !== null && after.default === null && !after.isNullable
    ? 'has no default any more'
    : undefined;
}

function newOf<T extends Index | Table['foreignKeys'][number]>(
  before: readonly T[],
  after: readonly T[],
): T[] {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return after.filter((one) => !known.has(JSON.stringify(one)));
}
