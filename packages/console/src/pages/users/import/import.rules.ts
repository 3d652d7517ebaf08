import type { Schemas } from '../../../api/client.ts';

export type ImportReport = Schemas['ImportReport'];
export type ImportProblem = ImportReport['problems'][number];

export interface ImportChoice {
  existing: 'update' | 'skip' | 'refuse';
  assignments: 'add' | 'replace';
  isDryRun: boolean;
  /** Of a run that was interrupted. */
  resume?: string | undefined;
}

/** CSV by its name; everything else is taken for JSON Lines, which the server judges. */
export function typeOf(name: string): 'text/csv' | 'application/jsonl' {
  return /\.csv$/i.test(name) ? 'text/csv' : 'application/jsonl';
}

export function importAddress({ existing, assignments, isDryRun, resume }: ImportChoice): string {
  const query = new URLSearchParams({ existing, assignments, progress: 'true' });
  if (isDryRun) query.set('dry_run', 'true');
  if (resume !== undefined) query.set('resume', resume);
  return `/api/v1/imports?${query}`;
}

/** How many lines a file has, by those in its beginning; `bytes` is how long that is. At least one. */
export function estimatedLines(beginning: string, { bytes, size }: { bytes: number; size: number }): number {
  const lines = beginning.split('\n').length - 1;
  return Math.max(1, bytes === 0 ? 1 : Math.round((lines * size) / bytes));
}

/** In percent. Never all of it before the end: the number of lines is an estimate. */
export function percentDone(linesDone: number, lines: number): number {
  return Math.min(99, Math.floor((100 * linesDone) / lines));
}

/** RFC 4180, and nothing that a spreadsheet would take for a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function problemsToCsv(problems: readonly ImportProblem[]): string {
  const rows = problems.map(({ line, path, code, message }) => [String(line), path, code, message]);
  return [['line', 'field', 'code', 'message'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

export const samples = {
  jsonl: `${JSON.stringify({
    ...{ external_id: 'hr-4711', email: 'ann@example.com', username: 'ann' },
    ...{ first_name: 'Ann', last_name: 'Lee', roles: ['read-only'] },
  })}\n`,
  csv: 'external_id,email,username,first_name,last_name,roles\r\nhr-4711,ann@example.com,ann,Ann,Lee,read-only\r\n',
};
