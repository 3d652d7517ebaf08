import { AppError } from '#platform/errors.ts';
import { RecordSplitter, type RawRecord } from '../source/records.ts';
import type { TransferFormat } from '../transfer.types.ts';
import type { CsvColumn } from './csv-cells.rules.ts';
import type { EntryJudges } from './entries.rules.ts';
import { readCsv, readCsvHeader } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import type { Line } from './records.types.ts';

export interface Reading {
  format: TransferFormat;
  judges: EntryJudges;
  /** Lines up to this one were done before, and are passed over. */
  after: number;
}

/** Takes records apart; of CSV the first one names the columns. */
function createReader({ format, judges, after }: Reading): (records: readonly RawRecord[]) => Line[] {
  let columns: CsvColumn[] | undefined;
  return (records) => {
    let body = records;
    if (format === 'csv' && !columns) {
      const [header, ...others] = records;
      if (!header) return [];
      columns = readCsvHeader(header);
      body = others;
    }
    const wanted = body.filter(({ endLine }) => endLine > after);
    return columns ? readCsv(wanted, columns, judges) : readJsonLines(wanted, judges);
  };
}

/** The lines of a source, some at a time. AppError `transfer.unreadable` when its columns are not named. */
export async function* readLines(chunks: AsyncIterable<Buffer>, reading: Reading): AsyncGenerator<Line[]> {
  const splitter = new RecordSplitter(reading.format);
  const read = createReader(reading);
  let isEmpty = true;
  for await (const chunk of chunks) {
    const records = splitter.push(chunk);
    isEmpty &&= records.length === 0;
    if (records.length > 0) yield read(records);
  }
  const rest = splitter.end();
  if (rest.length > 0) yield read(rest);
  else if (isEmpty && reading.format === 'csv') {
    throw new AppError('transfer.unreadable', { message: 'The first line must name the columns.' });
  }
}
