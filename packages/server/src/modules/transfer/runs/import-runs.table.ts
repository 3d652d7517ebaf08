import type { ImportRun, TransferFormat } from '../transfer.types.ts';

interface ImportRunsTable {
  id: string;
  format: string;
  source_hash: string | null;
  started_by: string | null;
  started_at: number;
  updated_at: number;
  finished_at: number | null;
  lines_done: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    import_runs: ImportRunsTable;
  }
}

export type ImportRunRow = ImportRunsTable;

function toFormat(format: string): TransferFormat {
  return format === 'csv' ? 'csv' : 'jsonl';
}

export function toImportRun(row: ImportRunRow): ImportRun {
  const { created, updated, unchanged, failed } = row;
  return {
    id: row.id,
    format: toFormat(row.format),
    startedBy: row.started_by,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    linesDone: row.lines_done,
    ...{ created, updated, unchanged, failed },
  };
}
