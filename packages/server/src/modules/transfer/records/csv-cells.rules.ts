import { shownPath } from './fields.rules.ts';

/** The columns that a CSV file may have, in the order in which an export writes them. */
export const csvColumns = [
  'external_id',
  'email',
  'email_verified',
  'username',
  'first_name',
  'last_name',
  'phone',
  'is_active',
  'is_staff',
  'is_superuser',
  'created_at',
  'last_sign_in_at',
  'password_hash',
  'roles',
  'groups',
] as const;

export type CsvColumn = (typeof csvColumns)[number];

const flags: ReadonlySet<string> = new Set(['email_verified', 'is_active', 'is_staff', 'is_superuser']);
const lists: ReadonlySet<string> = new Set(['roles', 'groups']);
const flagValues = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const separator = ';';

/** What a spreadsheet would take for a formula (OWASP, "CSV Injection"), and what looks guarded already. */
const formulaPattern = /^'*[=+\-@\t\r]/;
const guardedPattern = /^'+[=+\-@\t\r]/;

/**
 * An apostrophe in front, so that a spreadsheet shows the text instead of evaluating it. A telephone number
 * consists of digits and may keep its plus sign. `unguarded` gives back exactly what was guarded.
 */
export function guarded(column: CsvColumn, cell: string): string {
  return column !== 'phone' && formulaPattern.test(cell) ? `'${cell}` : cell;
}

export function unguarded(column: CsvColumn, cell: string): string {
  return column !== 'phone' && guardedPattern.test(cell) ? cell.slice(1) : cell;
}

export function joinNames(names: readonly string[]): string {
  return names.join(separator);
}

function splitNames(cell: string): string[] {
  return cell
    .split(separator)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function valueOf(column: CsvColumn, cell: string): unknown {
  if (flags.has(column)) return flagValues.get(cell.trim().toLowerCase()) ?? cell;
  const text = unguarded(column, cell);
  return lists.has(column) ? splitNames(text) : text;
}

/** The cells as the object that a line of JSON would hold; an empty cell is not given. */
export function toObject(columns: readonly CsvColumn[], cells: readonly string[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '') object[column] = valueOf(column, cell);
  }
  return object;
}

export type HeaderReading = { columns: CsvColumn[] } | { problems: { path: string; message: string }[] };

function isColumn(name: string): name is CsvColumn {
  return (csvColumns as readonly string[]).includes(name);
}

/** The names in the first line; every problem with them at once. */
export function readHeader(cells: readonly string[]): HeaderReading {
  const columns: CsvColumn[] = [];
  const problems: { path: string; message: string }[] = [];
  for (const cell of cells.map((one) => one.trim())) {
    if (!isColumn(cell)) problems.push({ path: shownPath(cell), message: 'There is no such column.' });
    else if (columns.includes(cell)) problems.push({ path: cell, message: 'This column is there twice.' });
    else columns.push(cell);
  }
  const isIdentifying = (column: CsvColumn): boolean => ['external_id', 'email', 'username'].includes(column);
  if (problems.length === 0 && !columns.some(isIdentifying)) {
    const message = 'One of the columns external_id, email and username is required.';
    problems.push({ path: '', message });
  }
  return problems.length > 0 ? { problems } : { columns };
}
