import { printLine, type CommandIo } from './command-io.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type Cell = string | number | boolean | null;

/** Control and direction characters: a user's name must not be able to command a terminal. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function printable(text: string): string {
  return text.replace(unprintable, '\u{FFFD}');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === '') return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return printable(String(cell));
}

export function printJson(io: CommandIo, value: Json): void {
  printLine(io, JSON.stringify(value, null, 2));
}

/** Columns as wide as their widest cell, for people; scripts use `--json`. */
export function printTable(io: CommandIo, headings: string[], rows: Cell[][]): void {
  const lines = [headings, ...rows.map((row) => row.map(cellText))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    printLine(
      io,
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** One `name  value` line each. */
export function printDetails(io: CommandIo, details: Record<string, Cell>): void {
  const width = Math.max(...Object.keys(details).map((name) => name.length));
  for (const [name, cell] of Object.entries(details))
    printLine(io, `${name.padEnd(width)}  ${cellText(cell)}`);
}
