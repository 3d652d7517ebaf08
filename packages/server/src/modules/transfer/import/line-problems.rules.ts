import type { AppError } from '#platform/errors.ts';
import type { EntryReading } from '../records/records.types.ts';
import type { LineProblem } from '../transfer.types.ts';

/** One for each field that an error names, or one for the line. */
export function problemsOfError(line: number, error: AppError): LineProblem[] {
  const { code, fields, message } = error;
  if (fields.length === 0) return [{ line, code, path: '', message }];
  return fields.map((field) => ({ line, code, ...field }));
}

export function problemsOfReading(line: number, reading: EntryReading): LineProblem[] {
  return 'problems' in reading ? reading.problems.map((problem) => ({ line, ...problem })) : [];
}
