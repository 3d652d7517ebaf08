import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchLines } from '../../../api/lines.ts';
import {
  estimatedLines,
  importAddress,
  typeOf,
  type ImportChoice,
  type ImportReport,
} from './import.rules.ts';

interface Progress {
  lines_done: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

type Line = { progress: Progress } | { report: ImportReport } | { error: { detail?: string } };

export interface ImportState {
  isDryRun: boolean;
  /** In the whole file, by its beginning. */
  lines: number;
  progress: Progress | undefined;
  report: ImportReport | undefined;
  error: unknown;
  isRunning: boolean;
}

export interface Importer {
  state: ImportState | undefined;
  start: (file: File, choice: ImportChoice) => void;
  /** Stops it where it is; what was imported stands, and the run can be resumed. */
  stop: () => void;
}

const beginningBytes = 64 * 1024;

async function linesOf(file: File): Promise<number> {
  const beginning = file.slice(0, beginningBytes);
  return estimatedLines(await beginning.text(), { bytes: beginning.size, size: file.size });
}

async function follow(
  file: File,
  { choice, signal }: { choice: ImportChoice; signal: AbortSignal },
  tell: (part: Partial<ImportState>) => void,
): Promise<void> {
  const headers = { 'content-type': typeOf(file.name) };
  const make = () => new Request(importAddress(choice), { method: 'POST', headers, body: file, signal });
  for await (const line of fetchLines<Line>(make)) {
    if ('progress' in line) tell({ progress: line.progress });
    else if ('report' in line) tell({ report: line.report });
    else tell({ error: new Error(line.error.detail) });
  }
}

/** Sends a file and follows what becomes of it. */
export function useImport(): Importer {
  const [state, setState] = useState<ImportState>();
  const [controller, setController] = useState<AbortController>();
  const client = useQueryClient();
  const tell = (part: Partial<ImportState>): void => setState((before) => before && { ...before, ...part });
  const work = async (file: File, choice: ImportChoice): Promise<void> => {
    const begun = new AbortController();
    setController(begun);
    const nothing = { progress: undefined, report: undefined, error: null };
    setState({ isDryRun: choice.isDryRun, isRunning: true, lines: await linesOf(file), ...nothing });
    try {
      await follow(file, { choice, signal: begun.signal }, tell);
    } catch (error) {
      if (!begun.signal.aborted) tell({ error });
    }
    tell({ isRunning: false });
    if (!choice.isDryRun) await client.invalidateQueries();
  };
  return {
    state,
    start: (file, choice) => void work(file, choice),
    stop: () => controller?.abort(),
  };
}
