import { isUtf8 } from 'node:buffer';
import type { RawRecord } from '../source/records.ts';
import { readEntry, type EntryJudges } from './entries.rules.ts';
import type { EntryProblem, EntryReading, Line } from './records.types.ts';
import { tooLong, notUtf8 } from './unreadable.rules.ts';

// V8's own message repeats the text, and a line may hold a password hash.
const notJson: EntryProblem = { code: 'request.malformed', path: '', message: 'This is not valid JSON.' };

function readText(text: string, judges: EntryJudges): EntryReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: [notJson] };
  }
  return readEntry(value, judges);
}

function readRecord({ bytes }: RawRecord, judges: EntryJudges): EntryReading | undefined {
  if (bytes === null) return { problems: [tooLong] };
  if (!isUtf8(bytes)) return { problems: [notUtf8] };
  const text = bytes.toString('utf8');
  return /^\s*$/.test(text) ? undefined : readText(text, judges);
}

/** Each line that is not blank. */
export function readJsonLines(records: readonly RawRecord[], judges: EntryJudges): Line[] {
  const lines: Line[] = [];
  for (const record of records) {
    const { line, endLine } = record;
    const reading = readRecord(record, judges);
    if (reading) lines.push({ line, endLine, bytes: record.bytes?.length ?? 0, reading });
  }
  return lines;
}
