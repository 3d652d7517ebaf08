import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { AppError } from '#platform/errors.ts';
import type { RawRecord } from '../source/records.ts';
import { readHeader, toObject, type CsvColumn } from './csv-cells.rules.ts';
import { readEntry, type EntryJudges } from './entries.rules.ts';
import type { EntryProblem, EntryReading, Line } from './records.types.ts';
import { badQuote, notUtf8, openQuote, tooLong } from './unreadable.rules.ts';

const maxProblemsOfHeader = 50;

/** The cells of whole records; undefined when one of them is not well quoted. */
function cellsOf(records: readonly Buffer[]): string[][] | undefined {
  const text = records.map((bytes) => bytes.toString('utf8')).join('\n');
  try {
    const rows = parse(text, { record_delimiter: '\n', relax_column_count: true, bom: false });
    return rows.length === records.length ? rows : undefined;
  } catch {
    return undefined;
  }
}

function problemOf({ bytes, isUnterminated }: RawRecord): EntryProblem | undefined {
  if (isUnterminated) return openQuote;
  if (bytes === null) return tooLong;
  return isUtf8(bytes) ? undefined : notUtf8;
}

function unreadable(message: string, fields: { path: string; message: string }[] = []): AppError {
  return new AppError('transfer.unreadable', { message, fields: fields.slice(0, maxProblemsOfHeader) });
}

/** AppError `transfer.unreadable` with what is wrong with the line that names the columns. */
export function readCsvHeader(record: RawRecord): CsvColumn[] {
  const problem = problemOf(record);
  if (problem) throw unreadable(`The first line cannot be read. ${problem.message}`);
  const [cells] = cellsOf(record.bytes === null ? [] : [record.bytes]) ?? [];
  if (!cells) throw unreadable('The first line must name the columns.');
  const header = readHeader(cells);
  if ('problems' in header) throw unreadable('The columns are not as they must be.', header.problems);
  return header.columns;
}

function readCells(
  cells: string[] | undefined,
  columns: readonly CsvColumn[],
  judges: EntryJudges,
): EntryReading {
  if (!cells) return { problems: [badQuote] };
  if (cells.length !== columns.length) {
    const message = `There are ${columns.length} columns, and ${cells.length} cells in this line.`;
    return { problems: [{ code: 'request.malformed', path: '', message }] };
  }
  return readEntry(toObject(columns, cells), judges);
}

/** Each record that is not blank. */
export function readCsv(
  records: readonly RawRecord[],
  columns: readonly CsvColumn[],
  judges: EntryJudges,
): Line[] {
  const present = records.filter(({ bytes }) => bytes === null || bytes.length > 0);
  const readable = present.flatMap((record) =>
    record.bytes !== null && problemOf(record) === undefined ? [record.bytes] : [],
  );
  // All at once, since starting the parser costs more than a record; one by one to find the bad ones.
  const together = cellsOf(readable);
  let next = 0;
  return present.map((record): Line => {
    const { line, endLine } = record;
    const bytes = record.bytes?.length ?? 0;
    const problem = problemOf(record);
    if (problem || record.bytes === null)
      return { line, endLine, bytes, reading: { problems: [problem ?? tooLong] } };
    const cells = together ? together[next++] : cellsOf([record.bytes])?.[0];
    return { line, endLine, bytes, reading: readCells(cells, columns, judges) };
  });
}
