import type { ApiImportReport, ApiImportRun, ExportQuery } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { ExportOptions, ImportCounts, ImportProgress, ImportReport, ImportRun } from '#modules/transfer';
import { isoTime } from '#platform/clock.ts';

function countsToWire({ created, updated, unchanged, failed }: ImportCounts): ImportCounts {
  return { created, updated, unchanged, failed };
}

export function progressToWire(progress: ImportProgress) {
  return { id: progress.id, lines_done: progress.linesDone, ...countsToWire(progress) };
}

export function reportToWire(report: ImportReport): Static<typeof ApiImportReport> {
  return {
    id: report.id,
    lines: report.linesDone,
    ...countsToWire(report),
    problems: report.problems,
    problems_left_out: report.problemsLeftOut,
  };
}

export function runToWire(run: ImportRun): Static<typeof ApiImportRun> {
  return {
    id: run.id,
    format: run.format,
    started_by: run.startedBy,
    started_at: isoTime(run.startedAt),
    updated_at: isoTime(run.updatedAt),
    finished_at: run.finishedAt === null ? null : isoTime(run.finishedAt),
    lines_done: run.linesDone,
    ...countsToWire(run),
  };
}

export function exportFromWire(query: Static<typeof ExportQuery>): ExportOptions {
  const included = query.include?.split(',') ?? [];
  return {
    format: query.format ?? 'jsonl',
    isEverything: included.includes('everything'),
    hasHashes: query.include_hashes ?? false,
    hasRoles: included.includes('roles'),
    hasGroups: included.includes('groups'),
  };
}
