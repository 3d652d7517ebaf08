import { Transform, type Readable } from 'node:stream';
import { printError, printLine, type CommandIo } from '../command-io.ts';
import { printable, type JsonObject } from '../output.ts';
import { itemsOf, shown, textOf } from './answers.ts';
import type { Call } from './command.types.ts';
import { createProgress, type Progress } from './progress.ts';
import { readToldWork } from './told-work.ts';

/** What is imported. */
export interface ImportSource {
  stream: Readable;
  /** Its media type. */
  type: string;
  /** Its length, when that is known. */
  bytes?: number;
  /** About how many lines it has, when its length is not known. */
  lines?: number;
  /** What to do when it breaks off after it began, by the id of the import. */
  whenInterrupted: (run: string) => string;
}

/** Tells how much has gone out; what was done with it is told by the answer. */
function watched({ stream, bytes }: ImportSource, progress: Progress): Readable {
  let sent = 0;
  const watch = new Transform({
    transform(chunk: Buffer | string, _encoding, next) {
      const buffer = Buffer.from(chunk);
      sent += buffer.length;
      if (bytes !== undefined) progress.show({ done: sent, total: bytes, unit: 'bytes' });
      next(null, buffer);
    },
  });
  stream.once('error', (error) => watch.destroy(error));
  return stream.pipe(watch);
}

/** Sends an import as it is read, and gives the report. */
export async function sendImport(call: Call, source: ImportSource): Promise<JsonObject> {
  const { io, api, path, values } = call;
  const progress = createProgress(io);
  // With it the answer begins at once and does not fall silent, however long the work takes.
  const query = { ...call.query, progress: 'true', ...(values['dryRun'] === true && { dry_run: 'true' }) };
  const body = watched(source, progress);
  const headers = { 'content-type': source.type, accept: 'application/jsonl' };
  const run: { id: string | undefined } = { id: undefined };
  try {
    const answer = await api.stream({ method: 'POST', path, query, headers, body });
    const report = await readToldWork(answer.body, (moved) => {
      run.id = textOf(moved['id']) ?? run.id;
      if (source.bytes !== undefined) return;
      progress.show({ done: Number(moved['lines_done']), total: source.lines, unit: 'lines' });
    });
    progress.clear();
    return report;
  } catch (error) {
    progress.clear();
    if (run.id !== undefined) printError(io, `The import was interrupted. ${source.whenInterrupted(run.id)}`);
    throw error;
  } finally {
    source.stream.destroy();
  }
}

/** What is wrong with lines, a line each. */
export function printProblems(
  io: CommandIo,
  report: JsonObject,
  placeOf: (problem: JsonObject) => string,
): void {
  for (const problem of itemsOf({ items: report['problems'] ?? [] })) {
    const { path, message, code } = problem;
    const where = path === '' ? '' : `${shown(path)}: `;
    printError(io, printable(`${placeOf(problem)}: ${where}${shown(message)} (${shown(code)})`));
  }
  if (Number(report['problems_left_out']) > 0)
    printError(io, `… and ${shown(report['problems_left_out'])} more.`);
}

/** How many of the lines were done, or would be. */
export function printCounts({ io, values }: Call, report: JsonObject): void {
  const { created, updated, unchanged, failed } = report;
  const done = values['dryRun'] === true ? 'Nothing was written. It would be' : 'Done';
  const counts = Object.entries({ created, updated, unchanged, failed });
  printLine(io, `${done}: ${counts.map(([name, count]) => `${shown(count)} ${name}`).join(', ')}.`);
}
