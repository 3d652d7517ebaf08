import { printLine, type CommandIo } from './command-io.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export type Cell = string | number | boolean | null;

/** Control and direction characters: a user's name must not be able to command a terminal. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function printable(text: string): string {
  return text.replace(unprintable, '\u{FFFD}');
}

/** JSON for a terminal: what it must not see is escaped, so that the value stays what it is. */
export function jsonText(value: Json, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(unprintable, (found) => {
    if (found === '\n') return found;
    const units = Array.from({ length: found.length }, (_, index) => found.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

function cellText(cell: Cell): string {
  if (cell === null || cell === '') return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return printable(String(cell));
}

export function printJson(io: CommandIo, value: Json): void {
  printLine(io, jsonText(value, 2));
}

/** Columns as wide as their widest cell, for people; scripts use `--json`. */
export function printTable(io: CommandIo, headings: string[], rows: Cell[][]): void {
  createTable(io, headings).add(rows);
}

/** A table that may grow: its columns are as wide as the first rows need. */
export function createTable(io: CommandIo, headings: string[]): { add(rows: Cell[][]): void } {
  let widths: number[] | undefined;
  const print = (line: string[]): void => {
    const cells = line.map((cell, column) => cell.padEnd(widths?.[column] ?? 0));
    printLine(io, cells.join('  ').trimEnd());
  };
  return {
    add(rows) {
      const lines = rows.map((row) => row.map(cellText));
      if (!widths) {
        const all = [headings, ...lines];
        widths = headings.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
        print(headings);
      }
      lines.forEach(print);
    },
  };
}

/** One `name  value` line each. */
export function printDetails(io: CommandIo, details: Record<string, Cell>): void {
  const width = Math.max(...Object.keys(details).map((name) => name.length));
  for (const [name, cell] of Object.entries(details))
    printLine(io, `${name.padEnd(width)}  ${cellText(cell)}`);
}
